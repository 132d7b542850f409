namespace EdgeIsolates.Storage.Sqlite.DurableObjects;

/// <summary>The tables of ours in an object's file. A script cannot touch them: their names begin with <c>_cf_</c>.</summary>
internal static class ObjectSchema
{
    private const int Version = 1;

    /// <summary>Our tables; everything else is the script's.</summary>
    public const string Names = "'_cf_KV', '_cf_alarm', '_cf_owner'";

    public static void Migrate(ObjectConnection connection)
    {
        ObjectStatement read = connection.Own("SELECT count(*) FROM sqlite_schema WHERE name = '_cf_owner'");
        _ = read.Step();
        bool isThere = read.Int64(0) == 1;
        read.Reset();
        if (!isThere)
        {
            connection.RunAll(
                $"""
                BEGIN IMMEDIATE;
                CREATE TABLE _cf_KV (key TEXT NOT NULL PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;
                CREATE TABLE _cf_alarm (id INTEGER PRIMARY KEY CHECK (id = 1), due_ms INTEGER NOT NULL) STRICT;
                CREATE TABLE _cf_owner (version INTEGER NOT NULL, epoch INTEGER NOT NULL) STRICT;
                INSERT INTO _cf_owner (version, epoch) VALUES ({Version}, 0);
                COMMIT;
                """);
        }
    }
}
