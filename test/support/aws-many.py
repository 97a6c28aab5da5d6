"""Runs many command lines of Debian's own AWS CLI in one process: starting it takes half a second each time.

Reads JSON from standard input, {"home": folder, "env": {...}, "mostSleepSeconds": seconds,
"commands": [{"args": [...], "env": {...}, "input": "...", "keep": name}]}, and writes a list of {"code", "out", "err"}.
What a command with "keep" prints stands for $NAME in the arguments of later ones.
"""
import json
import os
import sys
import tempfile
import time

sys.path.insert(0, '/usr/lib/python3/dist-packages')
from awscli import clidriver  # noqa: E402
from awscli.botocore.loaders import JSONFileLoader  # noqa: E402

# EC2's model alone takes half a second to read.
read, contents = JSONFileLoader.load_file, {}


def load_file(self, path):
    if path not in contents:
        contents[path] = read(self, path)
    return contents[path]


JSONFileLoader.load_file = load_file

# Set by the import of awscli: where its models are.
DATA_PATH = {'AWS_DATA_PATH': os.environ['AWS_DATA_PATH']}


def run(command, env):
    os.environ.clear()
    wanted = {**DATA_PATH, **env, **command.get('env', {})}
    os.environ.update({name: value for name, value in wanted.items() if value is not None})
    files = [tempfile.TemporaryFile() for _ in range(3)]
    files[0].write(command.get('input', '').encode())
    files[0].seek(0)
    saved = [os.dup(fd) for fd in range(3)]
    streams = (sys.stdin, sys.stdout, sys.stderr)
    for fd, file in enumerate(files):
        os.dup2(file.fileno(), fd)
    sys.stdin = open(0, 'r', closefd=False)
    sys.stdout = open(1, 'w', closefd=False)
    sys.stderr = open(2, 'w', closefd=False)
    sys.argv = ['aws', *command['args']]
    try:
        code = clidriver.main()
    except SystemExit as end:
        code = end.code
    sys.stdout.flush()
    sys.stderr.flush()
    sys.stdin, sys.stdout, sys.stderr = streams
    for fd, old in enumerate(saved):
        os.dup2(old, fd)
        os.close(old)
    texts = []
    for file in files[1:]:
        file.seek(0)
        texts.append(file.read().decode())
    return {'code': code, 'out': texts[0], 'err': texts[1]}


job = json.load(sys.stdin)
os.chdir(job['home'])
sleep = time.sleep
time.sleep = lambda seconds: sleep(min(seconds, job['mostSleepSeconds']))
results = []
kept = {}
for command in job['commands']:
    for name, value in kept.items():
        command['args'] = [arg.replace('$' + name, value) for arg in command['args']]
    results.append(run(command, job['env']))
    if 'keep' in command:
        kept[command['keep']] = results[-1]['out'].strip()
json.dump(results, sys.__stdout__)
