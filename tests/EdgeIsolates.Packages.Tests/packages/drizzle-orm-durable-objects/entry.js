// drizzle-orm on the SQL storage of a Durable Object, with its migrator.
import { DurableObject } from 'cloudflare:workers';
import { count, eq, sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/durable-sqlite';
import { migrate } from 'drizzle-orm/durable-sqlite/migrator';
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { answer, equal, ok } from '../checks.js';

const users = sqliteTable('users', { id: integer('id').primaryKey({ autoIncrement: true }), name: text('name').notNull().unique(), at: integer('at', { mode: 'timestamp' }) });
const migrations = {
  journal: { entries: [{ idx: 0, when: 1, tag: '0000_users', breakpoints: true }, { idx: 1, when: 2, tag: '0001_at', breakpoints: true }] },
  migrations: {
    m0000: 'CREATE TABLE `users` (\n\t`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,\n\t`name` text NOT NULL\n);\n--> statement-breakpoint\nCREATE UNIQUE INDEX `users_name` ON `users` (`name`);',
    m0001: 'ALTER TABLE `users` ADD `at` integer;',
  },
};

export class Database extends DurableObject {
  constructor(ctx, env) {
    super(ctx, env);
    this.db = drizzle(ctx.storage, { logger: false });
    ctx.blockConcurrencyWhile(async () => { await migrate(this.db, migrations); });
  }

  async insertsAndSelects() {
    await this.db.insert(users).values([{ name: 'Ada', at: new Date(1000) }, { name: 'Bob' }]);
    const { id, name, at } = this.db.select().from(users).where(eq(users.name, 'Ada')).get();
    return [id, name, at.getTime(), (await this.db.select().from(users)).length, this.db.get(sql`SELECT count(*) AS n FROM users`).n];
  }

  transactions() {
    let message;
    try {
      this.db.transaction((tx) => {
        tx.insert(users).values({ name: 'Cy' }).run();
        throw new Error('undone');
      });
    } catch (error) {
      ({ message } = error);
    }
    this.db.transaction((tx) => tx.insert(users).values({ name: 'Di' }).run());
    return [message, this.db.select({ n: count() }).from(users).get().n];
  }

  async errors() {
    const insert = () => this.db.insert(users).values({ name: 'same' });
    await insert();
    return insert().then(() => 'none', (error) => `${error.message} ${error.cause?.message}`);
  }

  migratedAgain() {
    return migrate(this.db, migrations).then(() => this.db.get(sql`SELECT count(*) AS n FROM __drizzle_migrations`).n);
  }
}

const checks = {
  'inserts and selects': async (env) => equal(await env.Database.getByName('a').insertsAndSelects(), [1, 'Ada', 1000, 2, 2]),
  'transactions': async (env) => equal(await env.Database.getByName('b').transactions(), ['undone', 1]),
  'errors have the cause': async (env) => ok((await env.Database.getByName('c').errors()).includes('UNIQUE constraint failed: users.name')),
  'migrates once': async (env) => equal(await env.Database.getByName('d').migratedAgain(), 2),
};

export default { fetch: (request, env) => answer(checks, env) };
