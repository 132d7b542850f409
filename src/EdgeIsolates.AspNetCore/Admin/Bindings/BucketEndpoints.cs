using EdgeIsolates.Bindings.Objects;
using Microsoft.AspNetCore.Http;

namespace EdgeIsolates.AspNetCore;

/// <summary>What is in buckets: look at it and delete it.</summary>
internal sealed class BucketEndpoints(HostBuckets buckets)
{
    private static readonly PageLimit Limit = new(100, BucketLimits.MaxKeys);
    private static readonly AdminParameter Key = new("key", "string", "The object's key.");

    public void Map(AdminRoutes routes)
    {
        routes.Get("/buckets/{bucket}/objects", ListAsync, new AdminOperation("listObjects", "Lists the objects of a bucket.")
        {
            Query =
            [
                new AdminParameter("prefix", "string", "Only keys that begin so."),
                new AdminParameter("delimiter", "string", "Keys that have it behind the prefix are told by what they have up to it."),
                new AdminParameter("cursor", "string", "Where the page before ended."),
                Limit.Parameter,
            ],
            Answer = AdminAnswer.Ok("Objects by their keys.", ReadableJson.Admin.BucketDescription),
            Problems = StorageAnswers.Problems,
        });
        routes.Get("/buckets/{bucket}/object", ShowAsync, new AdminOperation("getObject", "Shows what is known of an object.")
        {
            Query = [Key],
            Answer = AdminAnswer.Ok("The object, without its body.", ReadableJson.Admin.StoredObjectDescription),
            Problems = StorageAnswers.Problems,
        });
        routes.Delete("/buckets/{bucket}/object", DeleteAsync, new AdminOperation("deleteObject", "Deletes an object; one that is not there is passed over.")
        {
            Query = [Key],
            Answer = new AdminAnswer(StatusCodes.Status204NoContent, "It is gone."),
            Problems = StorageAnswers.Problems,
        });
    }

    private Task ListAsync(HttpContext context) => AnswerAsync(context, async bucket =>
    {
        if (await Limit.ReadAsync(context) is not { } limit)
        {
            return;
        }

        IQueryCollection query = context.Request.Query;
        ObjectListing listing = new()
        {
            Prefix = query["prefix"].ToString(),
            Delimiter = query["delimiter"],
            Cursor = query["cursor"],
            Limit = limit,
            IncludesMetadata = true,
        };
        ObjectPage page = await bucket.ListAsync(listing, context.RequestAborted);
        await AdminAnswers.OkAsync(
            context,
            new BucketDescription([.. page.Objects.Select(StoredObjectDescription.Of)], page.DelimitedPrefixes, page.Cursor),
            ReadableJson.Admin.BucketDescription);
    });

    private Task ShowAsync(HttpContext context) => AnswerAsync(context, async bucket =>
    {
        StoredObject? stored = await bucket.HeadAsync(KeyOf(context), context.RequestAborted);
        await (stored is null
            ? AdminAnswers.ProblemAsync(context, StatusCodes.Status404NotFound, "The bucket has no such object.")
            : AdminAnswers.OkAsync(context, StoredObjectDescription.Of(stored), ReadableJson.Admin.StoredObjectDescription));
    });

    private Task DeleteAsync(HttpContext context) => AnswerAsync(context, async bucket =>
    {
        await bucket.DeleteAsync([KeyOf(context)], context.RequestAborted);
        context.Response.StatusCode = StatusCodes.Status204NoContent;
    });

    private static string KeyOf(HttpContext context) =>
        context.Request.Query["key"].ToString() is { Length: > 0 } key ? key : throw ObjectException.InvalidName();

    private Task AnswerAsync(HttpContext context, Func<IObjectBucket, Task> answer) =>
        buckets.Find(context.BucketName()) is { } bucket
            ? StorageAnswers.AnswerAsync(context, () => answer(bucket))
            : AdminAnswers.ProblemAsync(context, StatusCodes.Status404NotFound, "There is no bucket of this name.", buckets.Check(context.BucketName()));
}
