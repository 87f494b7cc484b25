import { describe, expect, it } from '@jest/globals';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const ERROR_REFERENCE = readFileSync(resolve(ROOT, 'docs/reference/errors.md'), 'utf8');

interface CodedError {
  readonly name: string;
  readonly file: string;
  readonly code: string;
}

const services = ['k8s-app-monitor-agent', 'k8s-app-monitor-test'].map((service) => {
  return [service, errorsOf(resolve(ROOT, 'apps', service, 'main.ts'))] as const;
});

describe.each(services)('the errors of %s', (_, errors) => {
  it('are found, those of the platform included', () => {
    expect(errors.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['InvalidInputError', 'NotAcceptableError', 'UpstreamError']),
    );
    expect(errors.filter(({ file }) => file.endsWith('.errors.ts')).length).toBeGreaterThan(5);
  });

  it('have codes in upper snake case, each of one class only', () => {
    expect(errors.filter(({ code }) => !/^[A-Z][A-Z0-9_]*(\$\{.*\})?$/.test(code))).toEqual([]);
    expect(duplicates(errors, ({ code }) => code)).toEqual([]);
  });

  it('are all in docs/reference/errors.md', () => {
    const codes = errors.map(({ code }) => code.replace(/\$\{.*\}$/, ''));

    expect(codes.filter((code) => !ERROR_REFERENCE.includes(`\n| \`${code}`))).toEqual([]);
  });
});

it('each error of both services has its own class name', () => {
  const all = services.flatMap(([, errors]) => errors);
  const distinct = new Map(all.map((error) => [`${error.file} ${error.name}`, error]));

  expect(duplicates([...distinct.values()], ({ name }) => name)).toEqual([]);
});

function duplicates(errors: readonly CodedError[], keyOf: (error: CodedError) => string): string[] {
  return errors
    .filter((error) => errors.some((other) => other !== error && keyOf(other) === keyOf(error)))
    .map((error) => `${keyOf(error)}: ${error.name} in ${error.file}`);
}

/** The error classes that pass a code to AppError, in all files that an entry point imports. */
function errorsOf(entry: string): CodedError[] {
  const files = new Set([entry]);
  // A set can grow while it is iterated over.
  for (const file of files) for (const imported of importsOf(file)) files.add(imported);
  return [...files].flatMap(codedErrorsIn);
}

function importsOf(file: string): string[] {
  return ts
    .preProcessFile(readFileSync(file, 'utf8'))
    .importedFiles.filter(({ fileName }) => fileName.startsWith('.'))
    .map(({ fileName }) => resolve(dirname(file), fileName.replace(/\.js$/, '.ts')))
    .filter((path) => existsSync(path));
}

function codedErrorsIn(file: string): CodedError[] {
  const text = readFileSync(file, 'utf8');
  if (!text.includes('extends AppError')) return [];
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  return source.statements.filter(isAppError).map((declaration) => ({
    name: declaration.name!.text,
    file: relative(ROOT, file),
    code: codeOf(declaration, file),
  }));
}

function isAppError(statement: ts.Statement): statement is ts.ClassDeclaration {
  if (!ts.isClassDeclaration(statement)) return false;
  return statement.heritageClauses?.some((clause) => clause.getText() === 'extends AppError') ?? false;
}

/** The value of `code` in the call of super; a template is its text between the quotation marks. */
function codeOf(declaration: ts.ClassDeclaration, file: string): string {
  let code: ts.Expression | undefined;
  const visit = (node: ts.Node): void => {
    if (ts.isPropertyAssignment(node) && node.name.getText() === 'code') code ??= node.initializer;
    ts.forEachChild(node, visit);
  };
  visit(declaration);
  if (code === undefined) throw new Error(`No code in ${declaration.name!.text}`);
  return ts.isIdentifier(code) ? importedConstant(code.text, file) : code.getText().slice(1, -1);
}

function importedConstant(name: string, file: string): string {
  const definition = new RegExp(`^export const ${name} = '(.*)';$`, 'm');
  for (const path of importsOf(file)) {
    const [, value] = definition.exec(readFileSync(path, 'utf8')) ?? [];
    if (value !== undefined) return value;
  }
  throw new Error(`No constant ${name} in the imports of ${file}`);
}
