import { readdirSync, readFileSync } from 'node:fs'
import { posix } from 'node:path'
import ts from 'typescript'

/**
 * All that the code in a folder keeps in memory from one call to the next, as the syntax tree shows it, each as
 * `FILE PLACE`:
 *
 * - a class's field that may be assigned again, or that is made as a Map, Set, array, object, or package's object;
 * - a module's variable of that kind, or that is the only object of a class;
 * - a variable of a function that outlives the call in a function that was returned, or, in a `create…` function, in any;
 * - a timer.
 *
 * A constant isn't state: what nothing in its file changes is left out.
 */
export function heldState(root: string, folder: string): string[] {
  const files = readdirSync(posix.join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((name) => posix.join(folder, name.replaceAll('\\', '/')))
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.d.ts') && !file.endsWith('.types.ts'))
    .sort()
  return stateIn(new Map(files.map((file) => [file, readFileSync(posix.join(root, file), 'utf8')])))
}

/** The same of texts by their files' names. */
export function stateIn(texts: ReadonlyMap<string, string>): string[] {
  const sources = [...texts].map(([file, text]) => ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true))
  const makers = new Set(sources.flatMap(makersIn))
  return sources.flatMap((source) => stateOf(source, makers))
}

function stateOf(source: ts.SourceFile, makers: Makers): string[] {
  const found = new Set<string>()
  const visit = (node: ts.Node): void => {
    for (const place of placesOf(node, makers)) found.add(`${source.fileName} ${place}`)
    ts.forEachChild(node, visit)
  }
  visit(source)
  return [...found]
}

function placesOf(node: ts.Node, makers: Makers): string[] {
  if (ts.isClassLike(node)) return fieldsOf(node, makers)
  if (ts.isSourceFile(node))
    return variablesOf(node)
      .filter((one) => isModuleState(one, makers))
      .map(({ name }) => name.getText())
  if (ts.isFunctionLike(node) && 'body' in node && node.body) return closedOver(node as FunctionWithBody, makers)
  if (ts.isCallExpression(node)) return timerOf(node)
  return []
}

// Fields

function fieldsOf(node: ts.ClassLikeDeclaration, makers: Makers): string[] {
  const name = node.name?.text ?? '(class)'
  const made = assignedInConstructor(node)
  return node.members.flatMap((member) => {
    if (ts.isConstructorDeclaration(member)) {
      const own = member.parameters.filter((one) => ts.isParameterPropertyDeclaration(one, member) && !isReadonly(one))
      return own.map((one) => `${name}.${one.name.getText()}`)
    }
    if (!ts.isPropertyDeclaration(member)) return []
    const field = member.name.getText()
    const value = member.initializer ?? made.get(field)
    const isState =
      !isReadonly(member) || (value !== undefined && isHolder(value, makers) && !isConstant(value, `this.${field}`, node))
    return isState ? [`${name}.${field}`] : []
  })
}

const isReadonly = (node: ts.PropertyDeclaration | ts.ParameterDeclaration): boolean =>
  node.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ReadonlyKeyword) ?? false

function assignedInConstructor(node: ts.ClassLikeDeclaration): Map<string, ts.Expression> {
  const made = new Map<string, ts.Expression>()
  for (const statement of node.members.find(ts.isConstructorDeclaration)?.body?.statements ?? []) {
    if (!ts.isExpressionStatement(statement) || !ts.isBinaryExpression(statement.expression)) continue
    const { left, right } = statement.expression
    if (ts.isPropertyAccessExpression(left) && left.expression.kind === ts.SyntaxKind.ThisKeyword)
      made.set(left.name.text, right)
  }
  return made
}

// Variables

type FunctionWithBody = ts.FunctionLikeDeclaration & { body: ts.Node }

/** Those declared in this function or module itself, not in a function within. */
function variablesOf(scope: ts.Node): ts.VariableDeclaration[] {
  const found: ts.VariableDeclaration[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionLike(node) || ts.isClassLike(node)) return
    if (ts.isVariableDeclaration(node)) found.push(node)
    ts.forEachChild(node, visit)
  }
  ts.forEachChild(scope, visit)
  return found
}

const isLet = ({ parent }: ts.VariableDeclaration): boolean =>
  ts.isVariableDeclarationList(parent) && (parent.flags & ts.NodeFlags.Let) !== 0

const isTopLevel = ({ parent }: ts.VariableDeclaration): boolean => ts.isSourceFile(parent.parent.parent)

function isModuleState(variable: ts.VariableDeclaration, makers: Makers): boolean {
  if (!isTopLevel(variable)) return false
  if (isLet(variable)) return true
  const value = variable.initializer && bare(variable.initializer)
  if (!value) return false
  if (ts.isNewExpression(value) && !isHolder(value, makers)) return !PLAIN.test(value.expression.getText())
  return isHolder(value, makers) && !isConstant(value, variable.name.getText(), variable.getSourceFile())
}

/** What stays alive in functions that stay alive. */
function closedOver(scope: FunctionWithBody, makers: Makers): string[] {
  const survivors = survivingFunctions(scope)
  if (survivors.length === 0) return []
  return variablesOf(scope.body)
    .filter((variable) => ts.isIdentifier(variable.name) && survivors.some((one) => mentions(one, variable.name.getText())))
    .filter((variable) => {
      const name = variable.name.getText()
      if (isLet(variable)) return true
      const { initializer } = variable
      return initializer !== undefined && isHolder(initializer, makers) && !isConstant(initializer, name, scope)
    })
    .map((variable) => `${pathOf(scope)} > ${variable.name.getText()}`)
}

/** Functions within this one that are alive after it has returned, as far as one can see. */
function survivingFunctions(scope: FunctionWithBody): ts.Node[] {
  const all = functionsIn(scope.body)
  if (/^(create|compose)/.test(nameOf(scope) ?? '')) return all.filter((one) => !isGivenToAList(one))
  const local = new Map(all.flatMap((one) => (nameOf(one) ? [[nameOf(one) ?? '', one] as const] : [])))
  const survivors = new Set<ts.Node>()
  const add = (node: ts.Node): void => {
    if (survivors.has(node)) return
    survivors.add(node)
    for (const [name, one] of local) if (mentions(node, name)) add(one)
  }
  for (const value of returnedBy(scope)) for (const one of partsOf(value, local)) add(one)
  return [...survivors]
}

function functionsIn(scope: ts.Node): ts.Node[] {
  const found: ts.Node[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionLike(node)) found.push(node)
    else ts.forEachChild(node, visit)
  }
  ts.forEachChild(scope, visit)
  return found
}

function returnedBy({ body }: FunctionWithBody): ts.Expression[] {
  if (!ts.isBlock(body)) return [body as ts.Expression]
  const found: ts.Expression[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionLike(node)) return
    if (ts.isReturnStatement(node) && node.expression) found.push(node.expression)
    ts.forEachChild(node, visit)
  }
  visit(body)
  return found
}

/** The functions that a returned value is or holds. */
function partsOf(value: ts.Expression, local: ReadonlyMap<string, ts.Node>): ts.Node[] {
  const one = bare(value)
  if (ts.isFunctionLike(one)) return [one]
  if (ts.isIdentifier(one)) return [local.get(one.text) ?? []].flat()
  if (ts.isConditionalExpression(one)) return [one.whenTrue, one.whenFalse].flatMap((part) => partsOf(part, local))
  if (ts.isNewExpression(one) && one.expression.getText() !== 'Promise')
    return (one.arguments ?? []).flatMap((part) => partsOf(part, local))
  if (!ts.isObjectLiteralExpression(one)) return []
  return one.properties.flatMap((property) => {
    if (ts.isPropertyAssignment(property)) return partsOf(property.initializer, local)
    if (ts.isShorthandPropertyAssignment(property)) return [local.get(property.name.text) ?? []].flat()
    return ts.isFunctionLike(property) ? [property] : []
  })
}

const LIST_METHODS = /^(map|filter|find|some|every|forEach|flatMap|reduce|sort|toSorted|findIndex|findLast)$/

function isGivenToAList({ parent }: ts.Node): boolean {
  const callee = ts.isCallExpression(parent) ? parent.expression : undefined
  return callee !== undefined && ts.isPropertyAccessExpression(callee) && LIST_METHODS.test(callee.name.text)
}

function mentions(node: ts.Node, name: string): boolean {
  if (ts.isIdentifier(node) && node.text === name) {
    return !(ts.isPropertyAccessExpression(node.parent) && node.parent.name === node)
  }
  return ts.forEachChild(node, (child) => mentions(child, name) || undefined) ?? false
}

// Values

/** What a value is without its type and parentheses. */
function bare(value: ts.Expression): ts.Expression {
  const isDressed =
    ts.isAsExpression(value) ||
    ts.isSatisfiesExpression(value) ||
    ts.isParenthesizedExpression(value) ||
    ts.isAwaitExpression(value)
  return isDressed ? bare(value.expression) : value
}

/** Objects of these can't change, or keep nothing. */
const PLAIN = /^(URL|Date|RegExp|TextEncoder|TextDecoder|Intl\.\w+|Uint8Array|Promise|\w*Error)$/
const CONTAINERS = /^(Map|Set|WeakMap|WeakSet|WeakRef|Array|BoundedMap)$/

/** A Map, Set, array, object, or an object of a package's or Node's class, whose inside this tree doesn't show. */
function isHolder(value: ts.Expression, makers: Makers): boolean {
  const one = bare(value)
  if (ts.isArrayLiteralExpression(one) || ts.isObjectLiteralExpression(one)) return true
  if (ts.isCallExpression(one))
    return makers.has(one.expression.getText()) || /^(Array\.from|Array|Object\.create)$/.test(one.expression.getText())
  if (!ts.isNewExpression(one)) return false
  const name = one.expression.getText()
  return CONTAINERS.test(name) || (isOfPackage(one, name) && !PLAIN.test(name))
}

/** Functions that return a new Map or the like, by their names. */
type Makers = ReadonlySet<string>

function makersIn(source: ts.SourceFile): string[] {
  const functions = source.statements.flatMap((statement): ts.FunctionLikeDeclaration[] => {
    if (ts.isFunctionDeclaration(statement)) return [statement]
    if (!ts.isVariableStatement(statement)) return []
    return statement.declarationList.declarations.flatMap(({ initializer }) =>
      initializer && ts.isArrowFunction(initializer) ? [initializer] : [],
    )
  })
  const makes = (value: ts.Expression): boolean => {
    const one = bare(value)
    return ts.isNewExpression(one) && CONTAINERS.test(one.expression.getText())
  }
  return functions.flatMap((one) => (one.body && returnedBy(one as FunctionWithBody).some(makes) ? (nameOf(one) ?? []) : []))
}

function isOfPackage(node: ts.Node, name: string): boolean {
  const first = name.split('.')[0] ?? ''
  const imported = node
    .getSourceFile()
    .statements.filter(ts.isImportDeclaration)
    .find(({ importClause }) => importClause && mentions(importClause, first))
  return imported !== undefined && !imported.moduleSpecifier.getText().includes('./')
}

/** Filled when it is made, and changed by nothing in `scope`. What starts empty is filled by somebody. */
function isConstant(value: ts.Expression, name: string, scope: ts.Node): boolean {
  return isFilled(bare(value)) && !changes(scope, name)
}

function isFilled(one: ts.Expression): boolean {
  if (ts.isNewExpression(one)) return /^(Map|Set|Array)$/.test(one.expression.getText()) && Boolean(one.arguments?.length)
  if (ts.isArrayLiteralExpression(one)) return one.elements.length > 0
  if (ts.isObjectLiteralExpression(one)) return one.properties.length > 0 && !one.properties.some(isEmptyContainer)
  return ts.isCallExpression(one) && /^Array/.test(one.expression.getText())
}

function isEmptyContainer(property: ts.ObjectLiteralElementLike): boolean {
  if (!ts.isPropertyAssignment(property)) return false
  const value = bare(property.initializer)
  return ts.isNewExpression(value) && CONTAINERS.test(value.expression.getText()) && !isFilled(value)
}

const CHANGING = /^(set|add|delete|clear|push|pop|shift|unshift|splice|sort|reverse|fill|copyWithin)$/

function changes(node: ts.Node, name: string): boolean {
  const isIt = (one: ts.Expression): boolean =>
    one.getText() === name ||
    ((ts.isPropertyAccessExpression(one) || ts.isElementAccessExpression(one)) && isIt(one.expression))
  const isChange =
    (ts.isCallExpression(node) &&
      ts.isPropertyAccessExpression(node.expression) &&
      CHANGING.test(node.expression.name.text) &&
      isIt(node.expression.expression)) ||
    (ts.isBinaryExpression(node) && isAssignment(node.operatorToken.kind) && node.left.getText() !== name && isIt(node.left)) ||
    (ts.isDeleteExpression(node) && isIt(node.expression)) ||
    ((ts.isPostfixUnaryExpression(node) || ts.isPrefixUnaryExpression(node)) &&
      [ts.SyntaxKind.PlusPlusToken, ts.SyntaxKind.MinusMinusToken].includes(node.operator) &&
      isIt(node.operand))
  return isChange || (ts.forEachChild(node, (child) => changes(child, name) || undefined) ?? false)
}

const isAssignment = (kind: ts.SyntaxKind): boolean =>
  kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment

// Timers

const TIMER = /^(setTimeout|setInterval)$|\.(setTimeout|setInterval)$|[mM]onotonic\.after$/

function timerOf(node: ts.CallExpression): string[] {
  const callee = node.expression.getText()
  return TIMER.test(callee) ? [`${pathOf(node.parent)} ${/\w+$/.exec(callee)?.[0]}()`] : []
}

// Names

function nameOf(node: ts.Node): string | undefined {
  if (ts.isConstructorDeclaration(node)) return 'constructor'
  const named = node as ts.Node & { name?: ts.Node }
  if (named.name && (ts.isFunctionLike(node) || ts.isClassLike(node))) return named.name.getText()
  const { parent } = node
  const holder = ts.isVariableDeclaration(parent) || ts.isPropertyAssignment(parent) || ts.isPropertyDeclaration(parent)
  return ts.isFunctionLike(node) && holder ? parent.name.getText() : undefined
}

/** `SshHost.listen > accept`: the named functions and classes around a node, from outside. */
function pathOf(node: ts.Node): string {
  const names: string[] = []
  for (let one: ts.Node | undefined = node; one && !ts.isSourceFile(one); one = one.parent) {
    const name = nameOf(one)
    if (name) names.unshift(ts.isClassLike(one) ? `${name}.` : name)
  }
  return names.length === 0 ? '(module)' : names.join(' > ').replaceAll('. > ', '.')
}
