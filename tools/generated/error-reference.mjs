import { existsSync, readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import ts from 'typescript';
import { markdownTable } from './markdown-table.mjs';

/**
 * The error codes of the services as a Markdown table, read from the subclasses of AppError that each service uses. A
 * class's docstring is the explanation.
 *
 * @param {Readonly<Record<string, string>>} entries - the entry point of each service by its name in the table
 */
export function errorTable(entries) {
  const rows = new Map();
  for (const [service, entry] of Object.entries(entries)) {
    for (const { code, status, title, meaning } of errorsUsedBy(entry)) {
      const key = `${code} ${meaning}`;
      const services = rows.get(key)?.services ?? [];
      rows.set(key, { code, status, title, meaning, services: [...services, service] });
    }
  }
  const all = Object.keys(entries).length;
  const cells = [...rows.values()]
    .sort((one, other) => (one.code < other.code ? -1 : 1))
    .map(({ code, status, title, meaning, services }) => {
      return [`\`${code}\``, status, services.length === all ? 'both' : services.join(), title, meaning];
    });
  return markdownTable(['Code', 'Status', 'Service', 'Title', 'When it occurs'], cells);
}

/** The classes can be in a file that both services import, so only those that are created count. */
function errorsUsedBy(entry) {
  const files = filesImportedBy(entry);
  const texts = files.map((file) => readFileSync(file, 'utf8'));
  const isCreated = ({ name }) =>
    texts.some((text) => new RegExp(`new ${name}\\(|\\b${name}\\.of`).test(text));
  return files.flatMap(errorsIn).filter(isCreated);
}

function filesImportedBy(entry) {
  const files = new Set([entry]);
  // A set can grow while it is iterated over.
  for (const file of files) for (const imported of importsOf(file)) files.add(imported);
  return [...files];
}

function importsOf(file) {
  return ts
    .preProcessFile(readFileSync(file, 'utf8'))
    .importedFiles.filter(({ fileName }) => fileName.startsWith('.'))
    .map(({ fileName }) => resolve(dirname(file), fileName.replace(/\.js$/, '.ts')))
    .filter((path) => existsSync(path));
}

function errorsIn(file) {
  const text = readFileSync(file, 'utf8');
  if (!text.includes('extends AppError')) return [];
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  return source.statements.filter(isAppError).flatMap((declaration) => {
    const properties = propertiesOfSuper(declaration);
    // A code that depends on an argument, such as UPSTREAM_…, has an explanation for each value.
    const variants = ts.isTemplateExpression(properties.code.initializer)
      ? variantsOf(declaration, source)
      : [{ bindings: constantsFor(file), meaning: docstringOf(declaration, declaration.name.text) }];
    return variants.map(({ bindings, meaning }) => ({
      name: declaration.name.text,
      code: valueOf(properties.code, bindings),
      status: String(valueOf(properties.status, bindings)),
      title: valueOf(properties.title, bindings),
      meaning,
    }));
  });
}

function isAppError(statement) {
  return (
    ts.isClassDeclaration(statement) &&
    statement.heritageClauses?.some((clause) => clause.getText() === 'extends AppError')
  );
}

/** The properties of the object that the constructor passes to AppError, by name. */
function propertiesOfSuper(declaration) {
  const constructor = declaration.members.find(ts.isConstructorDeclaration);
  const call = constructor.body.statements
    .map(({ expression }) => expression)
    .find((expression) => expression?.expression?.kind === ts.SyntaxKind.SuperKeyword);
  return Object.fromEntries(call.arguments[0].properties.map((property) => [property.name?.text, property]));
}

/** One for each member of the union that types the constructor's first parameter. */
function variantsOf(declaration, source) {
  const [parameter] = declaration.members.find(ts.isConstructorDeclaration).parameters;
  const union = source.statements.find(
    (statement) =>
      ts.isTypeAliasDeclaration(statement) && statement.name.text === parameter.type.typeName.text,
  );
  return union.type.types.map((member) => ({
    bindings: { [parameter.name.text]: member.literal.text },
    meaning: docstringOf(member, `${union.name.text} '${member.literal.text}'`),
  }));
}

/** The value of a property, which is plain JavaScript over the bindings; "as set" if the caller of the class sets it. */
function valueOf(property, bindings) {
  if (ts.isShorthandPropertyAssignment(property)) return 'as set';
  return new Function(...Object.keys(bindings), `return ${property.initializer.getText()}`)(
    ...Object.values(bindings),
  );
}

/** The constants of texts in the files that a file imports. */
function constantsFor(file) {
  const texts = importsOf(file).map((path) => readFileSync(path, 'utf8'));
  const matches = texts.flatMap((text) => [...text.matchAll(/^export const (\w+) = '(.*)';$/gm)]);
  return Object.fromEntries(matches.map(([, name, value]) => [name, value]));
}

/** The text of the comment before a class or before a member of a union, `/** … *\/ | 'refused'`. */
function docstringOf(node, name) {
  const before = node.getSourceFile().text.slice(0, node.getStart());
  const [, comment] = /\/\*\*((?:[^*]|\*(?!\/))*)\*\/[\s|]*$/.exec(before) ?? [];
  if (comment === undefined)
    throw new Error(`Expected a docstring of ${name} that says when the error occurs`);
  return comment.replace(/\s+(\* ?)?/g, ' ').trim();
}
