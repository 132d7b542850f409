using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using EdgeIsolates.AspNetCore.Tests.TestKit;
using EdgeIsolates.Bindings.KeyValue;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace EdgeIsolates.AspNetCore.Tests.Admin;

public sealed class KeyValueEndpointsTests
{
    [Fact]
    public async Task List_GivesKeysOfThePrefixInPages()
    {
        await using EdgeApp app = await StartAsync();
        foreach (string key in (string[])["a/1", "a/2", "a/3", "b/1"])
        {
            await PutAsync(app, key, "x"u8.ToArray());
        }

        JsonElement first = await GetAsync(app, "keys?prefix=a/&limit=2");
        JsonElement second = await GetAsync(app, $"keys?prefix=a/&limit=2&cursor={first.GetProperty("cursor").GetString()}");

        Assert.Equal(["a/1", "a/2"], KeysOf(first));
        Assert.Equal(["a/3"], KeysOf(second));
        Assert.Equal(JsonValueKind.Null, second.GetProperty("cursor").ValueKind);
    }

    [Fact]
    public async Task WrittenValue_IsReadWithWhatLiesBesideIt()
    {
        await using EdgeApp app = await StartAsync();
        DateTimeOffset end = DateTimeOffset.FromUnixTimeSeconds(DateTimeOffset.UtcNow.ToUnixTimeSeconds() + 3600);

        using HttpResponseMessage written = await app.Client.PutAsJsonAsync(Value("a b/ü?"), new { value = "héllo", metadata = new { by = 1 }, expiresAt = end });
        JsonElement read = await GetAsync(app, "value?key=a%20b%2F%C3%BC%3F");

        Assert.Equal(HttpStatusCode.OK, written.StatusCode);
        Assert.Equal(("a b/ü?", "héllo", 6, false), (read.GetProperty("key").GetString(), read.GetProperty("value").GetString(), read.GetProperty("bytes").GetInt32(), read.GetProperty("isCutOff").GetBoolean()));
        Assert.Equal("{\"by\":1}", read.GetProperty("metadata").GetRawText());
        Assert.Equal(end, read.GetProperty("expiresAt").GetDateTimeOffset());
    }

    [Fact]
    public async Task Value_ThatIsNoText_IsBase64()
    {
        await using EdgeApp app = await StartAsync();
        await app.Client.PutAsJsonAsync(Value("raw"), new { valueBase64 = "/wA=" });

        JsonElement read = await GetAsync(app, "value?key=raw");

        Assert.Equal(("/wA=", JsonValueKind.Null), (read.GetProperty("valueBase64").GetString(), read.GetProperty("value").ValueKind));
    }

    [Fact]
    public async Task Value_ThatIsLong_IsCutBetweenCharacters()
    {
        await using EdgeApp app = await StartAsync();
        string text = "x" + string.Concat(Enumerable.Repeat("€", 100_000));
        await PutAsync(app, "long", System.Text.Encoding.UTF8.GetBytes(text));

        JsonElement read = await GetAsync(app, "value?key=long");

        Assert.Equal((300_001, true), (read.GetProperty("bytes").GetInt32(), read.GetProperty("isCutOff").GetBoolean()));
        Assert.Equal(text[..(1 + (((256 * 1024) - 1) / 3))], read.GetProperty("value").GetString());
    }

    [Fact]
    public async Task Delete_TakesTheKeyAway()
    {
        await using EdgeApp app = await StartAsync();
        await PutAsync(app, "gone", "x"u8.ToArray());

        using HttpResponseMessage deleted = await app.Client.DeleteAsync(Value("gone"));

        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await app.Client.GetAsync(Value("gone"))).StatusCode);
    }

    [Theory]
    [InlineData("k", "{}")]
    [InlineData("k", "{\"value\": \"a\", \"valueBase64\": \"YQ==\"}")]
    [InlineData("k", "{\"value\": \"a\", \"expiresAt\": \"2020-01-01T00:00:00Z\"}")]
    [InlineData("k", "{\"value\": \"a\", \"ttl\": 1}")]
    [InlineData("", "{\"value\": \"a\"}")]
    public async Task Write_Unsound_IsRefused(string key, string json)
    {
        await using EdgeApp app = await StartAsync();

        using HttpResponseMessage response = await app.Client.PutAsync(Value(key), new StringContent(json, System.Text.Encoding.UTF8, "application/json"));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Empty(KeysOf(await GetAsync(app, "keys")));
    }

    [Fact]
    public async Task Limits_AreThoseOfFunctions()
    {
        await using EdgeApp app = await StartAsync();

        using HttpResponseMessage longKey = await app.Client.PutAsJsonAsync(Value(new string('k', 513)), new { value = "x" });
        using HttpResponseMessage longMetadata = await app.Client.PutAsJsonAsync(Value("k"), new { value = "x", metadata = new string('m', 1024) });
        using HttpResponseMessage forged = await app.Client.GetAsync("/_edge/kv/users/keys?cursor=AAAA");

        Assert.Equal(HttpStatusCode.BadRequest, longKey.StatusCode);
        Assert.Contains("exceeds key length limit of 512", (await EdgeApp.JsonOf(longKey)).GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadRequest, longMetadata.StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, forged.StatusCode);
    }

    [Theory]
    [InlineData("/_edge/kv/no%20name/keys")]
    [InlineData("/_edge/kv/a%00b/keys")]
    [InlineData("/_edge/kv/a%0A/keys")]
    public async Task Namespace_OfNoName_IsNotThere(string path)
    {
        await using EdgeApp app = await StartAsync();

        using HttpResponseMessage response = await app.Client.GetAsync(path);

        Assert.False(response.IsSuccessStatusCode);
    }

    private static string Value(string key) => $"/_edge/kv/users/value?key={Uri.EscapeDataString(key)}";

    private static async Task<JsonElement> GetAsync(EdgeApp app, string path)
    {
        using HttpResponseMessage response = await app.Client.GetAsync($"/_edge/kv/users/{path}");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await EdgeApp.JsonOf(response);
    }

    private static IEnumerable<string?> KeysOf(JsonElement page) => page.GetProperty("keys").EnumerateArray().Select(static key => key.GetProperty("key").GetString());

    private static Task PutAsync(EdgeApp app, string key, byte[] value) =>
        app.Services.GetRequiredService<NodeKeyValues>().PutAsync("users", new KeyValueEntry { Key = key, Value = value }, CancellationToken.None);

    private static Task<EdgeApp> StartAsync() => EdgeApp.StartAsync(map: mapped => mapped.MapEdgeIsolatesAdmin());
}
