import type { Random } from '../account/ports.js'

const QUALITIES = `able agile amber ample azure basic bold brave breezy bright brisk calm candid cheery civil clear clever cool
coral cosy crisp curious daring deft eager early easy fair famous fine firm fleet fond frank free fresh gentle glad golden
grand green handy happy hardy honest ideal indigo jolly keen kind lively loyal lucid lucky mellow merry mild modest neat
nimble noble olive patient placid plucky polite prime proud quick quiet rapid ready regal robust rosy ruby serene sharp
silver simple smart snug solid sound spry steady sturdy subtle sunny super swift tidy trusty upbeat vivid warm wise witty
young zesty`
const ANIMALS = `alpaca antelope badger beaver bison bobcat buffalo camel canary caribou cheetah chipmunk cobra condor cougar
crane cricket dingo dolphin donkey dragonfly eagle egret falcon ferret finch firefly flamingo fox gazelle gecko gibbon
giraffe goose gorilla hamster hare hawk hedgehog heron hippo hornet ibex iguana impala jackal jaguar kestrel kingfisher
koala lemur leopard linnet lizard llama lobster lynx magpie mallard marmot marten meerkat mole mongoose moose narwhal newt
ocelot octopus oriole osprey otter owl panda panther parrot pelican penguin pony puffin puma quail rabbit raccoon raven
robin salmon seal sparrow squirrel stork swallow swan tapir tern tiger toucan turtle walrus weasel wombat wren yak zebra`

const [qualities, animals] = [QUALITIES, ANIMALS].map((words) => words.split(/\s+/)) as [string[], string[]]

/** Two words that are easy to say and to spell, such as `quiet otter`: one of some ten thousand. */
export function madeUpWords(random: Random): [string, string] {
  return [oneOf(qualities, random), oneOf(animals, random)]
}

/** As the name of a person: `Quiet Otter`. */
export const madeUpName = (random: Random): string =>
  madeUpWords(random)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join(' ')

function oneOf(words: readonly string[], random: Random): string {
  const [high = 0, low = 0] = random.bytes(2)
  return words[(high * 256 + low) % words.length] ?? ''
}
