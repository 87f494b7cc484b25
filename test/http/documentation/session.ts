import { spawnSync } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { bash, type CommandBlock, ROOT } from '../../support/command-blocks.js';
import { freePorts } from '../start/launcher.js';

const NPM = join(import.meta.dirname, 'npm.mjs');
// curl ends with this code for an HTTP error, with --fail-with-body.
const CURL_HTTP_ERROR = 22;
const CURL_OPTIONS = 'fail-with-body\nsilent\nshow-error\n';

/** Programs that a machine can lack, and without which blocks are skipped. */
const TOOLS = ['curl', 'promtool', 'prometheus'];
const missingTools = TOOLS.filter((tool) => spawnSync(tool, ['--version'], { stdio: 'ignore' }).error);

/** The first bytes of each kind of output, as Latin-1 text. */
const SIGNATURES: Readonly<Record<string, RegExp>> = {
  '.png': /^\x89PNG\r\n/,
  '.svg': /^<(\?xml|svg)/,
  '.webp': /^RIFF.{4}WEBP/s,
  '.avif': /^.{4}ftypavif/s,
  '.jpg': /^\xff\xd8\xff/,
  '.pdf': /^%PDF-/,
};

/** The tool that a block needs and this machine does not have. */
export function missingToolOf({ text }: CommandBlock): string | undefined {
  return missingTools.find((tool) => new RegExp(`\\b${tool}\\b`).test(text));
}

/** The shell of a reader in a checkout, on free ports. */
export class Session {
  private constructor(
    private readonly home: string,
    private readonly ports: Readonly<Record<string, string>>,
  ) {}

  /** Opens a session in a folder that looks like the checkout, so that the outputs of commands are not in the checkout. */
  static async open(): Promise<Session> {
    const session = new Session(
      await mkdtemp(join(tmpdir(), 'k8s-app-monitor-documents-')),
      await freePorts(),
    );
    await writeFile(join(session.home, '.curlrc'), CURL_OPTIONS);
    await mkdir(session.checkout);
    for (const entry of await readdir(ROOT)) {
      // A copy, because `npm start` runs the services in the folder that contains its own script.
      if (entry === 'tools') await cp(join(ROOT, entry), join(session.checkout, entry), { recursive: true });
      else await symlink(join(ROOT, entry), join(session.checkout, entry));
    }
    return session;
  }

  /** Runs a block. @returns what went wrong, or an empty list */
  async problemsOf(block: CommandBlock): Promise<string[]> {
    const before = await this.outputs();
    const { code, stdout, stderr } = await this.run(await this.scriptOf(block));
    const after = [...(await this.outputs())].filter(([name, time]) => before.get(name) !== time);
    const problems = await Promise.all(after.map(([name]) => this.problemOfOutput(name)));
    return [...problems.flat(), ...problemsOfEnd(block, code, `${stdout}${stderr}`)];
  }

  async close(): Promise<void> {
    await this.run('npm stop-services');
    await rm(this.home, { recursive: true });
  }

  private get checkout(): string {
    return join(this.home, 'checkout');
  }

  private run(script: string) {
    const env = { PATH: process.env['PATH']!, HOME: this.home, SESSION: this.home, ...this.ports };
    return bash(`npm() { '${process.execPath}' '${NPM}' "$@"; }\n${script}`, { cwd: this.checkout, env });
  }

  private async scriptOf({ language, text }: CommandBlock): Promise<string> {
    const { PORT, APP_PORT, METRICS_PORT } = this.ports;
    const ports = { 8888: PORT, 3000: APP_PORT, 9464: METRICS_PORT, 9465: String(Number(METRICS_PORT) + 1) };
    const script = Object.entries(ports).reduce(
      (result, [port, free]) => result.replaceAll(`localhost:${port}`, `localhost:${free}`),
      text,
    );
    if (language === 'sh') return script;
    await writeFile(join(this.checkout, 'program.mjs'), script);
    return `'${process.execPath}' program.mjs`;
  }

  /** The files that commands have written, with the times of their last changes. */
  private async outputs(): Promise<Map<string, number>> {
    const entries = await readdir(this.checkout, { withFileTypes: true });
    const files = entries.filter((entry) => entry.isFile()).map(({ name }) => name);
    const times = files.map(async (name) => (await stat(join(this.checkout, name))).mtimeMs);
    return new Map((await Promise.all(times)).map((time, index) => [files[index]!, time]));
  }

  private async problemOfOutput(name: string): Promise<string[]> {
    const content = await readFile(join(this.checkout, name), 'latin1');
    const expected = SIGNATURES[extname(name)];
    if (expected !== undefined && !expected.test(content)) {
      return [
        `Expected ${name} to begin with ${expected} but received ${JSON.stringify(content.slice(0, 80))}`,
      ];
    }
    return extname(name) === '.json' && !isJson(content) ? [`Expected ${name} to be JSON`] : [];
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function problemsOfEnd({ status }: CommandBlock, code: number | null, output: string): string[] {
  if (status === undefined) return code === 0 ? [] : [`Expected exit code 0 but received ${code}: ${output}`];
  return code === CURL_HTTP_ERROR && output.includes(`returned error: ${status}`)
    ? []
    : [`Expected an HTTP error ${status} but received exit code ${code}: ${output}`];
}
