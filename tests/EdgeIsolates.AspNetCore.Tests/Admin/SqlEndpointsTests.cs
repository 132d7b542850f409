using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using EdgeIsolates.AspNetCore.Tests.TestKit;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using NSubstitute;
using NSubstitute.ExceptionExtensions;

namespace EdgeIsolates.AspNetCore.Tests.Admin;

public sealed class SqlEndpointsTests
{
    private readonly ISqlDatabase _orders = Substitute.For<ISqlDatabase>();

    [Fact]
    public async Task Query_GivesRowsWithEveryKindOfValue()
    {
        await using EdgeApp app = await StartAsync();
        Answer(new SqlResult
        {
            Columns = ["a", "b", "c", "d", "e", "f"],
            Rows = [[SqlValue.Null, SqlValue.From(1), SqlValue.From(0.5), SqlValue.From("<b>"), SqlValue.From([255, 0]), SqlValue.From(long.MaxValue)]],
            ChangedDatabase = true,
            Changes = 2,
            LastRowId = 3,
            RowsRead = 4,
            RowsWritten = 5,
            Duration = TimeSpan.FromMilliseconds(6),
            SizeAfter = 7,
        });

        using HttpResponseMessage response = await app.Client.PostAsJsonAsync("/_edge/sql/orders/query", new { sql = "SELECT 1" });

        Assert.Equal(
            """
            {"columns":["a","b","c","d","e","f"],"rows":[[null,1,0.5,"<b>",{"base64":"/wA="},{"integer":"9223372036854775807"}]],"changedDatabase":true,"changes":2,"lastRowId":3,"rowsRead":4,"rowsWritten":5,"durationMs":6,"databaseBytes":7}
            """,
            await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Parameters_KeepTheirKinds()
    {
        await using EdgeApp app = await StartAsync();
        Answer(Nothing);
        const string Json = """{"sql": "INSERT", "params": [null, true, 1, 1.5, "t", {"base64": "/wA="}, {"integer": "-9223372036854775808"}]}""";

        using HttpResponseMessage response = await app.Client.PostAsync("/_edge/sql/orders/query", Body(Json));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        SqlValue[] expected =
        [
            SqlValue.Null, SqlValue.From(true), SqlValue.From(1), SqlValue.From(1.5), SqlValue.From("t"), SqlValue.From([255, 0]), SqlValue.From(long.MinValue),
        ];
        await _orders.Received().RunAsync(
            Arg.Is<IReadOnlyList<SqlStatement>>(statements => statements.Count == 1 && statements[0].Text == "INSERT" && statements[0].Parameters.SequenceEqual(expected)),
            Arg.Any<CancellationToken>());
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("{\"sql\": null, \"params\": null}")]
    [InlineData("{\"sql\": \" \"}")]
    [InlineData("{\"sql\": \"SELECT ?\", \"params\": [[1]]}")]
    [InlineData("{\"sql\": \"SELECT ?\", \"params\": [{}]}")]
    [InlineData("{\"sql\": \"SELECT ?\", \"params\": [{\"base64\": \"!\"}]}")]
    [InlineData("{\"sql\": \"SELECT ?\", \"params\": [{\"integer\": \"1.5\"}]}")]
    public async Task Query_Unsound_IsRefused(string json)
    {
        await using EdgeApp app = await StartAsync();

        using HttpResponseMessage response = await app.Client.PostAsync("/_edge/sql/orders/query", Body(json));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        await _orders.DidNotReceiveWithAnyArgs().RunAsync(default!, default);
    }

    [Fact]
    public async Task FaultyStatement_Is422WithTheDatabasesWords()
    {
        await using EdgeApp app = await StartAsync();
        _orders.RunAsync(default!, default).ThrowsAsyncForAnyArgs(new SqlStatementException("no such table: nowhere"));

        using HttpResponseMessage response = await app.Client.PostAsJsonAsync("/_edge/sql/orders/query", new { sql = "SELECT * FROM nowhere" });

        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        Assert.Equal("no such table: nowhere", (await EdgeApp.JsonOf(response)).GetProperty("detail").GetString());
    }

    [Fact]
    public async Task Database_Away_Is503_AndAnUnknownOne404()
    {
        await using EdgeApp app = await StartAsync();
        _orders.RunAsync(default!, default).ThrowsAsyncForAnyArgs(new StoreUnavailableException("The disk is full."));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await app.Client.PostAsJsonAsync("/_edge/sql/orders/query", new { sql = "SELECT 1" })).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await app.Client.PostAsJsonAsync("/_edge/sql/other/query", new { sql = "SELECT 1" })).StatusCode);
    }

    private static SqlResult Nothing => new()
    {
        Columns = [],
        Rows = [],
        ChangedDatabase = false,
        Changes = 0,
        LastRowId = 0,
        RowsRead = 0,
        RowsWritten = 0,
        Duration = TimeSpan.Zero,
        SizeAfter = 0,
    };

    private static StringContent Body(string json) => new(json, Encoding.UTF8, "application/json");

    private void Answer(SqlResult result) => _orders.RunAsync(default!, default).ReturnsForAnyArgs(Task.FromResult<IReadOnlyList<SqlResult>>([result]));

    private Task<EdgeApp> StartAsync()
    {
        ISqlDatabases databases = Substitute.For<ISqlDatabases>();
        databases.Find("other").Returns((ISqlDatabase?)null);
        databases.Find("orders").Returns(_orders);
        return EdgeApp.StartAsync(map: mapped => mapped.MapEdgeIsolatesAdmin(), services => services.AddSingleton(databases));
    }
}
