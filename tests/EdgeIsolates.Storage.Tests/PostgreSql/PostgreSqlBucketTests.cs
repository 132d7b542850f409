using Npgsql;

namespace EdgeIsolates.Storage.Tests.PostgreSql;

[Collection(PostgreSqlCollection.Name)]
public sealed class PostgreSqlBucketTests(PostgreSqlFixture fixture) : ObjectBucketConformance
{
    private readonly string _schema = fixture.NewSchema();

    protected override void AddStores(IEdgeIsolatesBuilder builder) => fixture.AddBuckets(builder, _schema, MaxBytes);

    [Fact]
    public async Task Chunks_OfWhatNobodyNames_AreSweptWhenItsTimeHasCome()
    {
        IObjectBucket bucket = await BucketAsync();
        await PutAsync(bucket, "kept", [1]);
        await PutAsync(bucket, "kept", [2]);
        await PutAsync(bucket, "deleted", [1]);
        await bucket.DeleteAsync(["deleted"], End);
        await bucket.PutAsync("kept", Body([3]), ObjectMetadata.None, new ObjectConditions { EtagDoesNotMatch = ["*"] }, End);
        string id = await bucket.CreateUploadAsync("late", ObjectMetadata.None, End);
        await bucket.UploadPartAsync("late", id, 1, Body([1]), End);
        Assert.Equal(4L, await ScalarAsync("SELECT count(*) FROM {0}.chunks"));

        await ScalarAsync("UPDATE {0}.garbage SET drop_after = now() - interval '1 s'");
        await ScalarAsync("UPDATE {0}.uploads SET created_at = now() - interval '8 days'");
        await (await BucketAsync()).HeadAsync("kept", End);

        Assert.Equal(1L, await ScalarAsync("SELECT count(*) FROM {0}.chunks"));
        Assert.Equal(0L, await ScalarAsync("SELECT (SELECT count(*) FROM {0}.garbage) + (SELECT count(*) FROM {0}.parts)"));
        Assert.Equal([2], await BytesAsync((await bucket.GetAsync("kept", null, null, End))!));
    }

    private async Task<object?> ScalarAsync(string sql)
    {
        // Other tests break connections, also those that a pool keeps.
        await using NpgsqlConnection connection = new($"{fixture.Server.ConnectionString};Pooling=false");
        await connection.OpenAsync();
        await using NpgsqlCommand command = new(sql.Replace("{0}", $"\"{_schema}\"", StringComparison.Ordinal), connection);
        return await command.ExecuteScalarAsync();
    }
}
