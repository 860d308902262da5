/**
 * Which environment variables a JavaScript file reads, from its syntax tree: `process.env.X` and its aliases, destructured,
 * asked with `in`, by a name that is computed, or the whole environment handed on.
 */
import { parseAst } from 'vite';

interface Node {
  readonly type: string;
  readonly [key: string]: unknown;
}

/** What a file reads: a variable's name, or one of these where no name can be told, followed by the code. */
export const unnamed = { computed: 'a computed name: ', whole: 'the whole environment: ' } as const;

const isNode = (value: unknown): value is Node => typeof (value as Node | null)?.type === 'string';

function children(node: Node): Node[] {
  return Object.values(node).flatMap((value) => (Array.isArray(value) ? value : [value]).filter(isNode));
}

/** @returns the name of a property, or null if it is computed */
function propertyName(key: unknown, isComputed: unknown): string | null {
  if (!isNode(key)) return null;
  if (key.type === 'Identifier' && isComputed !== true) return String(key.name);
  if (key.type === 'Literal') return String(key.value);
  const quasis = key.type === 'TemplateLiteral' ? (key.quasis as { value: { cooked: string } }[]) : [];
  return quasis.length === 1 ? (quasis[0]?.value.cooked ?? null) : null;
}

/** A function or the file itself: the names that are declared in it, and which of them stand for the environment. */
interface Scope {
  readonly outer: Scope | null;
  readonly declared: Set<string>;
  readonly aliases: Set<string>;
}

const isFunction = (node: Node): boolean => /Function/.test(node.type);

/** Adds the names that a pattern binds: `{ a, b: [c] }` binds a and c. */
function bindNames(pattern: unknown, into: Set<string>): void {
  if (!isNode(pattern)) return;
  if (pattern.type === 'Identifier') into.add(String(pattern.name));
  else if (pattern.type === 'Property') bindNames(pattern.value, into);
  else if (pattern.type === 'AssignmentPattern') bindNames(pattern.left, into);
  else if (/Pattern$|^RestElement$/.test(pattern.type)) for (const child of children(pattern)) bindNames(child, into);
}

/** Names that are declared in a function, its parameters among them. Blocks are not told apart: a name too many hides nothing. */
function namesDeclaredIn(scope: Node): Set<string> {
  const names = new Set<string>();
  for (const parameter of (scope.params as Node[] | undefined) ?? []) bindNames(parameter, names);
  const look = (node: Node): void => {
    if (node.type === 'VariableDeclarator') bindNames(node.id, names);
    if (/^Import\w*Specifier$/.test(node.type)) bindNames(node.local, names);
    if (node !== scope && isFunction(node)) {
      if (node.type === 'FunctionDeclaration') bindNames(node.id, names);
      return;
    }
    for (const child of children(node)) look(child);
  };
  look(scope);
  return names;
}

/**
 * @param names what an environment is called beside `process.env`: `env` in libraries that take one, `environment` in ours
 * @returns every variable that is read, and `unnamed`
 */
export function variablesRead(source: string, names: readonly string[] = ['env', 'environment']): Set<string> {
  const found = new Set<string>();
  const program = parseAst(source) as unknown as Node;
  const codeOf = ({ start, end }: Node): string => source.slice(Number(start), Number(end)).replace(/\s+/g, ' ');
  const scopes = new Map<Node, Scope>();
  const scopeOf = (node: Node, outer: Scope | null): Scope => {
    const known = scopes.get(node);
    if (known !== undefined) return known;
    const scope = { outer, declared: namesDeclaredIn(node), aliases: new Set<string>() };
    scopes.set(node, scope);
    return scope;
  };
  const declaring = (name: string, from: Scope): Scope => {
    let scope = from;
    while (!scope.declared.has(name) && scope.outer !== null) scope = scope.outer;
    return scope;
  };
  /** `process.env`, `x.environment`, an alias, or one of these behind `||`, `??`, `?.`. */
  const isEnvironment = (node: Node, scope: Scope): boolean => {
    if (node.type === 'Identifier') {
      const name = String(node.name);
      return names.includes(name) || declaring(name, scope).aliases.has(name);
    }
    if (node.type === 'ChainExpression' || node.type === 'ParenthesizedExpression') {
      return isEnvironment(node.expression as Node, scope);
    }
    if (node.type === 'LogicalExpression') {
      return isEnvironment(node.left as Node, scope) || isEnvironment(node.right as Node, scope);
    }
    if (node.type === 'ConditionalExpression') {
      return isEnvironment(node.consequent as Node, scope) || isEnvironment(node.alternate as Node, scope);
    }
    if (node.type !== 'MemberExpression') return false;
    const name = propertyName(node.property, node.computed);
    return name !== null && names.includes(name);
  };
  const readPattern = (pattern: Node, scope: Scope): void => {
    if (pattern.type === 'Identifier') {
      const name = String(pattern.name);
      declaring(name, scope).aliases.add(name);
    }
    if (pattern.type !== 'ObjectPattern') return;
    for (const property of pattern.properties as Node[]) {
      if (property.type === 'Property')
        found.add(propertyName(property.key, property.computed) ?? unnamed.computed + codeOf(property));
      else found.add(unnamed.whole + codeOf(pattern));
    }
  };
  const walk = (node: Node, parent: Node | null, outer: Scope | null): void => {
    const scope = outer === null || isFunction(node) ? scopeOf(node, outer) : outer;
    const { type } = node;
    const [left, right] =
      type === 'VariableDeclarator' ? [node.id, node.init] : [node.left ?? node.key, node.right ?? node.value];
    const isBinding = ['VariableDeclarator', 'AssignmentExpression', 'AssignmentPattern'].includes(type);
    if (isBinding && isNode(left) && isNode(right) && isEnvironment(right, scope)) readPattern(left, scope);
    // `function f({ env: { X } })`, `const { env: { X }, env: own } = process`
    if (type === 'Property' && parent?.type === 'ObjectPattern' && isNode(right)) {
      const name = propertyName(left, node.computed);
      const bound = right.type === 'AssignmentPattern' ? (right.left as Node) : right;
      if (name !== null && names.includes(name)) readPattern(bound, scope);
    }
    if (type === 'ImportSpecifier' && names.includes(propertyName(node.imported, false) ?? '')) {
      readPattern(node.local as Node, scope);
    }
    if (isEnvironment(node, scope)) readUse(node, parent, scope);
    for (const child of children(node)) walk(child, node, scope);
  };
  const readUse = (node: Node, parent: Node | null, scope: Scope): void => {
    const isObject = parent?.type === 'MemberExpression' && parent.object === node;
    if (parent === null || (isEnvironment(parent, scope) && !isObject)) return;
    if (isObject) {
      found.add(propertyName(parent.property, parent.computed) ?? unnamed.computed + codeOf(parent));
    } else if (parent.type === 'BinaryExpression' && parent.operator === 'in' && parent.right === node) {
      found.add(propertyName(parent.left, true) ?? unnamed.computed + codeOf(parent));
    } else if (parent.type === 'Property' && parent.value === node && parent.shorthand !== true) {
      // Under a name of its kind it is followed to where it is read.
      if (!names.includes(propertyName(parent.key, parent.computed) ?? '')) found.add(unnamed.whole + codeOf(parent));
    } else if (['CallExpression', 'NewExpression'].includes(parent.type)) {
      if (parent.callee !== node) found.add(unnamed.whole + codeOf(parent));
    } else if (wholeUses.has(parent.type) && parent.params === undefined) {
      found.add(unnamed.whole + codeOf(parent));
    } else if (parent.type === 'ArrowFunctionExpression' && parent.body === node) {
      found.add(unnamed.whole + codeOf(parent));
    }
  };
  // Twice: an alias may be made below its use.
  walk(program, null, null);
  walk(program, null, null);
  return found;
}

/** Places where an environment that stands alone is handed on as a whole. */
const wholeUses = new Set([
  'SpreadElement',
  'ReturnStatement',
  'ArrayExpression',
  'ForInStatement',
  'ForOfStatement',
  'YieldExpression',
]);
