// Bundles every folder beside this file that has an entry.js or entry.ts, as a tenant would: esbuild, one ES module, the packages as they are published.
// Usage: node bundle.mjs <folder with node_modules> <folder for the bundles>
import { createRequire } from 'node:module';
import { existsSync, readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = fileURLToPath(new URL('.', import.meta.url));
const [installed, output] = process.argv.slice(2).map((path) => resolve(path));
const { build } = createRequire(join(installed, 'package.json'))('esbuild');
const entries = readdirSync(here)
  .flatMap((name) => ['entry.js', 'entry.ts'].map((file) => [name, join(here, name, file)]))
  .filter(([, path]) => existsSync(path));

// https://github.com/WebAssembly/esm-integration: `import * as exports from './some.wasm'`, whose own imports are modules beside it.
const wasmModules = {
  name: 'wasm-modules',
  setup(build) {
    build.onLoad({ filter: /\.wasm$/ }, async ({ path }) => {
      const bytes = await readFile(path);
      const module = new WebAssembly.Module(bytes);
      const sources = [...new Set(WebAssembly.Module.imports(module).map((entry) => entry.module))];
      const lines = [
        ...sources.map((source, i) => `import * as source${i} from ${JSON.stringify(source)};`),
        `const text = atob('${bytes.toString('base64')}'), bytes = new Uint8Array(text.length);`,
        'for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);', // Uint8Array.from takes the better part of a start-up's CPU
        `const imports = { ${sources.map((source, i) => `${JSON.stringify(source)}: source${i}`).join(', ')} };`,
        'const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes), imports);',
        ...WebAssembly.Module.exports(module).map(({ name }, i) => `const export${i} = exports[${JSON.stringify(name)}]; export { export${i} as ${JSON.stringify(name)} };`),
      ];
      return { contents: lines.join('\n'), loader: 'js' };
    });
  },
};

await build({
  entryPoints: Object.fromEntries(entries),
  outdir: output,
  nodePaths: [join(installed, 'node_modules')],
  bundle: true,
  format: 'esm',
  platform: 'browser',
  conditions: ['worker'],
  target: 'es2022',
  external: ['node:*', 'cloudflare:*', 'async_hooks', 'path'],
  plugins: [wasmModules],
  logLevel: 'warning',
});
