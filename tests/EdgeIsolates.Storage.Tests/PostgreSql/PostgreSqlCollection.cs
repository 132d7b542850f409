namespace EdgeIsolates.Storage.Tests.PostgreSql;

/// <summary>Tests that share the server: one after the other, because some of them stop it.</summary>
[CollectionDefinition(Name)]
public sealed class PostgreSqlCollection : ICollectionFixture<PostgreSqlFixture>
{
    public const string Name = "PostgreSQL";
}
