namespace EdgeIsolates.Storage.PostgreSql;

/// <summary>A database that the host has added.</summary>
/// <param name="Id">What bindings call it.</param>
/// <param name="Create">Makes it, with the options as they are then.</param>
internal sealed record PostgreSqlUserDatabaseEntry(string Id, Func<PostgreSqlUserDatabase> Create);
