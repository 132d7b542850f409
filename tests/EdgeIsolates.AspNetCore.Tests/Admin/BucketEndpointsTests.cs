using System.Net;
using System.Text.Json;
using EdgeIsolates.AspNetCore.Tests.TestKit;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using NSubstitute;
using NSubstitute.ExceptionExtensions;

namespace EdgeIsolates.AspNetCore.Tests.Admin;

public sealed class BucketEndpointsTests
{
    private static readonly StoredObject Picture = new()
    {
        Key = "a/b.png",
        Version = "v",
        Size = 5,
        ETag = "e",
        Uploaded = new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero),
        Metadata = new ObjectMetadata { ContentType = "image/png", Custom = new Dictionary<string, string> { ["by"] = "ann" } },
        Checksums = new Dictionary<string, string>(),
    };

    private readonly IObjectBucket _uploads = Substitute.For<IObjectBucket>();

    [Fact]
    public async Task List_GivesAPage()
    {
        await using EdgeApp app = await StartAsync();
        _uploads.ListAsync(default!, default).ReturnsForAnyArgs(new ObjectPage([Picture], ["a/c/"], "next"));

        JsonElement page = await EdgeApp.JsonOf(await app.Client.GetAsync("/_edge/buckets/uploads/objects?prefix=a/&delimiter=/&cursor=c&limit=7"));

        Assert.Equal("""{"objects":[{"key":"a/b.png","bytes":5,"eTag":"e","version":"v","uploadedAt":"2026-11-22T12:00:00+00:00","contentType":"image/png","customMetadata":{"by":"ann"}}],"prefixes":["a/c/"],"cursor":"next"}""", page.GetRawText());
        await _uploads.Received().ListAsync(
            Arg.Is<ObjectListing>(listing => listing.Prefix == "a/" && listing.Delimiter == "/" && listing.Cursor == "c" && listing.Limit == 7),
            Arg.Any<CancellationToken>());
    }

    [Fact]
    public async Task Object_IsShownAndDeleted()
    {
        await using EdgeApp app = await StartAsync();
        _uploads.HeadAsync("a/b.png", default).ReturnsForAnyArgs(Picture, (StoredObject?)null);

        Assert.Equal("e", (await EdgeApp.JsonOf(await app.Client.GetAsync("/_edge/buckets/uploads/object?key=a/b.png"))).GetProperty("eTag").GetString());
        Assert.Equal(HttpStatusCode.NoContent, (await app.Client.DeleteAsync("/_edge/buckets/uploads/object?key=a/b.png")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await app.Client.GetAsync("/_edge/buckets/uploads/object?key=a/b.png")).StatusCode);

        await _uploads.Received().DeleteAsync(Arg.Is<IReadOnlyList<string>>(keys => keys.Single() == "a/b.png"), Arg.Any<CancellationToken>());
    }

    [Fact]
    public async Task Refusals_AreProblems()
    {
        await using EdgeApp app = await StartAsync();
        _uploads.ListAsync(default!, default).ThrowsAsyncForAnyArgs(ObjectException.InvalidCursor());

        Assert.Equal(HttpStatusCode.BadRequest, (await app.Client.GetAsync("/_edge/buckets/uploads/objects?cursor=x")).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await app.Client.GetAsync("/_edge/buckets/uploads/objects?limit=1001")).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await app.Client.DeleteAsync("/_edge/buckets/uploads/object")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await app.Client.GetAsync("/_edge/buckets/other/objects")).StatusCode);
        await _uploads.DidNotReceiveWithAnyArgs().DeleteAsync(default!, default);
    }

    private Task<EdgeApp> StartAsync()
    {
        IObjectBuckets buckets = Substitute.For<IObjectBuckets>();
        buckets.Find("other").Returns((IObjectBucket?)null);
        buckets.Find("uploads").Returns(_uploads);
        return EdgeApp.StartAsync(map: mapped => mapped.MapEdgeIsolatesAdmin(), services => services.AddSingleton(buckets));
    }
}
