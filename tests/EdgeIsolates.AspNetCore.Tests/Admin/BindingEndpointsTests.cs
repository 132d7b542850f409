using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using EdgeIsolates.AspNetCore.Tests.TestKit;

namespace EdgeIsolates.AspNetCore.Tests.Admin;

public sealed class BindingEndpointsTests
{
    [Fact]
    public async Task Bindings_TellWhereStateIs()
    {
        await using StatefulFunction function = await StatefulFunction.StartAsync();

        JsonElement bound = await EdgeApp.JsonOf(await function.App.Client.GetAsync("/_edge/functions/live/bindings"));

        Assert.Equal(
            ["COUNTER durable_object_namespace Counter", "DB d1 orders", "JOBS queue dead", "USERS kv users"],
            bound.GetProperty("bindings").EnumerateArray().Select(static binding => $"{binding.GetProperty("name")} {binding.GetProperty("type")} {binding.GetProperty("target")}"));
        Assert.Equal("""["dead","jobs"]""", bound.GetProperty("queues").GetRawText());
        Assert.Equal("""["0 0 1 1 *"]""", bound.GetProperty("crons").GetRawText());
        Assert.Equal("""["Counter"]""", bound.GetProperty("classes").GetRawText());
        Assert.Equal(HttpStatusCode.NotFound, (await function.App.Client.GetAsync("/_edge/functions/none/bindings")).StatusCode);
    }

    [Fact]
    public async Task Objects_TellThoseThatLiveAndTheirAlarms()
    {
        await using StatefulFunction function = await StatefulFunction.StartAsync();
        JsonElement before = await ObjectsAsync(function);
        await function.App.Client.GetStringAsync("/count");
        await function.App.Client.GetStringAsync("/count");

        JsonElement after = await ObjectsAsync(function);

        Assert.Equal(("Counter", "live/Counter", 0), (before.GetProperty("class").GetString(), before.GetProperty("namespace").GetString(), before.GetProperty("liveObjects").GetInt32()));
        JsonElement live = Assert.Single(after.GetProperty("objects").EnumerateArray());
        Assert.Equal(("<u>ann</u>", 2, 0), (live.GetProperty("name").GetString(), live.GetProperty("calls").GetInt32(), live.GetProperty("errors").GetInt32()));
        JsonElement alarm = Assert.Single(after.GetProperty("alarms").EnumerateArray());
        Assert.Equal(live.GetProperty("id").GetString(), alarm.GetProperty("id").GetString());
        Assert.True(alarm.GetProperty("due").GetDateTimeOffset() > DateTimeOffset.UtcNow);
        Assert.Equal(HttpStatusCode.NotFound, (await function.App.Client.GetAsync("/_edge/functions/none/objects")).StatusCode);
    }

    [Fact]
    public async Task Sql_OfTheHost_IsWhatFunctionsUse()
    {
        await using StatefulFunction function = await StatefulFunction.StartAsync();
        await QueryAsync(function, "CREATE TABLE customers (id INTEGER PRIMARY KEY, name TEXT)");
        await QueryAsync(function, "INSERT INTO customers VALUES (1, 'Bob'), (2, 'Ada')");

        JsonElement answer = await QueryAsync(function, "SELECT id, name FROM customers WHERE id > ?", 1);
        JsonElement problem = await QueryAsync(function, "SELECT * FROM nowhere");

        Assert.Equal("""[[2,"Ada"]]""", answer.GetProperty("rows").GetRawText());
        Assert.Equal("""["id","name"]""", answer.GetProperty("columns").GetRawText());
        Assert.Equal(422, problem.GetProperty("status").GetInt32());
        Assert.Equal("no such table: nowhere: SQLITE_ERROR", problem.GetProperty("detail").GetString());
    }

    private static async Task<JsonElement> QueryAsync(StatefulFunction function, string sql, params int[] parameters)
    {
        using HttpResponseMessage response = await function.App.Client.PostAsJsonAsync("/_edge/sql/orders/query", new { sql, @params = parameters });
        return await EdgeApp.JsonOf(response);
    }

    private static async Task<JsonElement> ObjectsAsync(StatefulFunction function) =>
        Assert.Single((await EdgeApp.JsonOf(await function.App.Client.GetAsync("/_edge/functions/live/objects"))).EnumerateArray());
}
