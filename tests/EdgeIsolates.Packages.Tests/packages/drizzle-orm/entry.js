import { and, asc, count, desc, eq, gt, like, relations, sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/d1';
import { blob, integer, real, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { answer, equal, ok, rejects } from '../checks.js';

const users = sqliteTable('users', {
  id: integer('id').primaryKey({ autoIncrement: true }),
  name: text('name').notNull(),
  email: text('email').notNull(),
  isAdmin: integer('is_admin', { mode: 'boolean' }).notNull().default(false),
  score: real('score'),
  createdAt: integer('created_at', { mode: 'timestamp_ms' }),
  settings: text('settings', { mode: 'json' }),
  avatar: blob('avatar', { mode: 'buffer' }),
}, (table) => [uniqueIndex('users_email').on(table.email)]);

const posts = sqliteTable('posts', {
  id: integer('id').primaryKey(),
  title: text('title').notNull(),
  authorId: integer('author_id').notNull().references(() => users.id, { onDelete: 'cascade' }),
});

const schema = {
  users,
  posts,
  usersRelations: relations(users, ({ many }) => ({ posts: many(posts) })),
  postsRelations: relations(posts, ({ one }) => ({ author: one(users, { fields: [posts.authorId], references: [users.id] }) })),
};

const migration = [
  `CREATE TABLE users (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL, email TEXT NOT NULL, is_admin INTEGER DEFAULT 0 NOT NULL, score REAL, created_at INTEGER,
     settings TEXT, avatar BLOB)`,
  'CREATE UNIQUE INDEX users_email ON users (email)',
  'CREATE TABLE posts (id INTEGER PRIMARY KEY, title TEXT NOT NULL, author_id INTEGER NOT NULL REFERENCES users (id) ON DELETE cascade)',
];

const created = new Date(Date.UTC(2026, 10, 22));
let db;

const checks = {
  'migrates': async ({ DB }) => {
    db = drizzle(DB, { schema });
    for (const statement of migration) await db.run(sql.raw(statement));
  },
  'inserts and returns': async () => {
    const [ada] = await db.insert(users).values({ name: 'Ada', email: 'ada@example.com', isAdmin: true, score: 1.5, createdAt: created, settings: { a: [1] } }).returning();
    equal([ada.id, ada.isAdmin, ada.score, ada.createdAt.getTime(), ada.settings], [1, true, 1.5, created.getTime(), { a: [1] }]);
    const { meta } = await db.insert(users).values([{ name: 'Bob', email: 'bob@example.com' }, { name: 'Cy', email: 'cy@example.com' }]);
    equal([meta.changes, meta.last_row_id], [2, 3]);
    await db.insert(posts).values([{ title: 'One', authorId: 1 }, { title: 'Two', authorId: 1 }, { title: 'Three', authorId: 2 }]);
  },
  'blobs': async () => {
    await db.update(users).set({ avatar: new Uint8Array([1, 2, 255]) }).where(eq(users.id, 1));
    const { avatar } = await db.select({ avatar: users.avatar }).from(users).where(eq(users.id, 1)).get();
    equal([...avatar], [1, 2, 255]);
  },
  'selects': async () => {
    equal(await db.select({ name: users.name }).from(users).where(and(gt(users.id, 1), like(users.email, '%example.com'))).orderBy(desc(users.name)), [{ name: 'Cy' }, { name: 'Bob' }]);
    equal(await db.select({ name: users.name, posts: count(posts.id) }).from(users).leftJoin(posts, eq(posts.authorId, users.id)).groupBy(users.id).orderBy(asc(users.id)),
      [{ name: 'Ada', posts: 2 }, { name: 'Bob', posts: 1 }, { name: 'Cy', posts: 0 }]);
    equal(await db.select().from(users).where(eq(users.id, 99)).get(), undefined);
  },
  'joins with columns of one name': async () => {
    const [row] = await db.select().from(posts).innerJoin(users, eq(posts.authorId, users.id)).where(eq(posts.id, 3));
    equal([row.posts.id, row.users.id, row.posts.title, row.users.name], [3, 2, 'Three', 'Bob']);
  },
  'relational queries': async () => {
    const found = await db.query.users.findMany({ columns: { name: true }, with: { posts: { columns: { title: true }, orderBy: posts.id } }, where: eq(users.id, 1) });
    equal(found, [{ name: 'Ada', posts: [{ title: 'One' }, { title: 'Two' }] }]);
    equal((await db.query.posts.findFirst({ with: { author: { columns: { name: true } } } })).author.name, 'Ada');
  },
  'prepared statements': async () => {
    const byId = db.select({ name: users.name }).from(users).where(eq(users.id, sql.placeholder('id'))).prepare();
    equal([await byId.get({ id: 1 }), await byId.get({ id: 2 })], [{ name: 'Ada' }, { name: 'Bob' }]);
  },
  'batches in one transaction': async () => {
    const [inserted, all] = await db.batch([db.insert(users).values({ name: 'Di', email: 'di@example.com' }).returning({ id: users.id }), db.select({ n: count() }).from(users)]);
    equal([inserted, all], [[{ id: 4 }], [{ n: 4 }]]);
    await rejects(db.batch([db.delete(posts), db.insert(users).values({ name: 'Di', email: 'di@example.com' })]));
    equal(await db.$count(posts), 3);
  },
  'upserts, updates, deletes': async () => {
    await db.insert(users).values({ name: 'Dee', email: 'di@example.com' }).onConflictDoUpdate({ target: users.email, set: { name: 'Dee' } });
    equal(await db.update(users).set({ score: sql`coalesce(${users.score}, 0) + 1` }).where(eq(users.name, 'Dee')).returning({ score: users.score }), [{ score: 1 }]);
    await db.delete(users).where(eq(users.id, 1));
    equal(await db.$count(posts), 1);
  },
  'raw SQL': async () => {
    equal(await db.all(sql`SELECT ${1} AS one, ${'x'} AS x`), [{ one: 1, x: 'x' }]);
    equal(await db.values(sql`SELECT 1, 2`), [[1, 2]]);
  },
  'errors have the cause': async () => {
    const error = await db.insert(users).values({ name: 'Cy', email: 'cy@example.com' }).catch((caught) => caught);
    ok(`${error.message} ${error.cause?.message}`.includes('UNIQUE constraint failed: users.email'), error);
  },
};

export default { fetch: (request, env) => answer(checks, env) };
