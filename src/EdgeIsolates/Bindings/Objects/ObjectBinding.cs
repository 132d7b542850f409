using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using System.Text.Json;

namespace EdgeIsolates.Bindings.Objects;

/// <summary>Answers the calls of <c>Web/Objects/r2-bucket.js</c>.</summary>
internal sealed class ObjectBinding(IObjectBucket bucket) : IBinding
{
    public async ValueTask<BindingValue> CallAsync(BindingCall call, CancellationToken cancellationToken)
    {
        try
        {
            return call.Method switch
            {
                "head" => ObjectCalls.Write(await bucket.HeadAsync(Key(call), cancellationToken)),
                "get" => await GetAsync(Key(call), ObjectCalls.Read(call.Argument(1)), cancellationToken),
                "put" => await PutAsync(call, cancellationToken),
                "delete" => await DeleteAsync(ObjectCalls.Read(call.Argument(0)), cancellationToken),
                "list" => await ListAsync(ObjectCalls.Read(call.Argument(0)), cancellationToken),
                "createUpload" => await CreateUploadAsync(call, cancellationToken),
                "uploadPart" => await UploadPartAsync(call, cancellationToken),
                "completeUpload" => await CompleteUploadAsync(call, cancellationToken),
                "abortUpload" => await AbortUploadAsync(call, cancellationToken),
                _ => throw new BindingException("TypeError", $"A bucket has no method {call.Method}."),
            };
        }
        catch (ObjectException fault)
        {
            throw new BindingException($"{NameOf(call.Method)}: {fault.Message} ({fault.Code})");
        }
        catch (StoreUnavailableException)
        {
            throw new BindingException($"{NameOf(call.Method)}: We encountered an internal error. Please try again. (10001)");
        }
        finally
        {
            await CompleteAsync(call);
        }
    }

    private async Task<BindingValue> GetAsync(string key, JsonElement options, CancellationToken cancellationToken)
    {
        ObjectConditions? conditions = ObjectCalls.ConditionsOf(options);
        ObjectRange? range = ObjectCalls.RangeOf(options, out bool isLenient);
        try
        {
            return ObjectCalls.Write(await bucket.GetAsync(key, range, conditions, cancellationToken));
        }
        catch (ObjectException fault) when (isLenient && fault.Code == ObjectException.InvalidRange().Code)
        {
            return ObjectCalls.Write(await bucket.GetAsync(key, null, conditions, cancellationToken));
        }
    }

    private async Task<BindingValue> PutAsync(BindingCall call, CancellationToken cancellationToken)
    {
        JsonElement options = ObjectCalls.Read(call.Argument(1));
        ObjectBody body = BodyOf(call.Argument(2), ObjectCalls.ChecksumOf(options));
        return ObjectCalls.Write(await bucket.PutAsync(Key(call), body, ObjectCalls.MetadataOf(options), ObjectCalls.ConditionsOf(options), cancellationToken));
    }

    private async Task<BindingValue> DeleteAsync(JsonElement keys, CancellationToken cancellationToken)
    {
        string[] all = ObjectCalls.KeysOf(keys);
        CheckCount(all.Length, 0);
        await bucket.DeleteAsync([.. all.Select(Check)], cancellationToken);
        return BindingValue.Undefined;
    }

    private async Task<BindingValue> ListAsync(JsonElement options, CancellationToken cancellationToken)
    {
        ObjectListing listing = ObjectCalls.ListingOf(options);
        CheckCount(listing.Limit, 1);
        return ObjectCalls.Write(await bucket.ListAsync(listing, cancellationToken), options);
    }

    private async Task<BindingValue> CreateUploadAsync(BindingCall call, CancellationToken cancellationToken) =>
        BindingValue.Of(await bucket.CreateUploadAsync(Key(call), ObjectCalls.MetadataOf(ObjectCalls.Read(call.Argument(1))), cancellationToken));

    private async Task<BindingValue> UploadPartAsync(BindingCall call, CancellationToken cancellationToken)
    {
        double number = call.Argument(2).AsNumber();
        if (number is not (>= 1 and <= BucketLimits.MaxParts))
        {
            throw ObjectException.InvalidPart();
        }

        return BindingValue.Of(await bucket.UploadPartAsync(Key(call), call.Argument(1).AsString(), (int)number, BodyOf(call.Argument(3), null), cancellationToken));
    }

    private async Task<BindingValue> CompleteUploadAsync(BindingCall call, CancellationToken cancellationToken)
    {
        ObjectPart[] parts = [.. ObjectCalls.PartsOf(ObjectCalls.Read(call.Argument(2))).OrderBy(static part => part.Number)];
        if (parts.Length is 0 or > BucketLimits.MaxParts || parts.DistinctBy(static part => part.Number).Count() < parts.Length)
        {
            throw ObjectException.InvalidPart();
        }

        return ObjectCalls.Write(await bucket.CompleteUploadAsync(Key(call), call.Argument(1).AsString(), parts, cancellationToken));
    }

    private async Task<BindingValue> AbortUploadAsync(BindingCall call, CancellationToken cancellationToken)
    {
        await bucket.AbortUploadAsync(Key(call), call.Argument(1).AsString(), cancellationToken);
        return BindingValue.Undefined;
    }

    private static string Key(BindingCall call) => Check(call.Argument(0).AsString());

    private static string Check(string key) =>
        key.Length > 0 && Encoding.UTF8.GetByteCount(key) <= BucketLimits.MaxKeyBytes ? key : throw ObjectException.InvalidName();

    private static void CheckCount(int count, int least)
    {
        if (count < least || count > BucketLimits.MaxKeys)
        {
            throw new ObjectException(10022, "MaxKeys params must be positive integer <= 1000.");
        }
    }

    private ObjectBody BodyOf(BindingValue value, ObjectChecksum? checksum)
    {
        if (value.Kind == BindingValueKind.Stream)
        {
            PipeReader reader = value.AsStream(out long? length);
            return new ObjectBody(reader, length, bucket.MaxBytes, checksum);
        }

        ReadOnlyMemory<byte> bytes = value.Kind == BindingValueKind.String ? Encoding.UTF8.GetBytes(value.AsString()) : value.AsBytes();
        return new ObjectBody(PipeReader.Create(new ReadOnlySequence<byte>(bytes)), bytes.Length, bucket.MaxBytes, checksum);
    }

    /// <summary>A stream that the bucket did not want is not left waiting.</summary>
    private static async Task CompleteAsync(BindingCall call)
    {
        foreach (BindingValue argument in call.Arguments)
        {
            if (argument.Kind == BindingValueKind.Stream)
            {
                await argument.AsStream(out _).CompleteAsync();
            }
        }
    }

    private static string NameOf(string method) => method switch
    {
        "createUpload" => "createMultipartUpload",
        "completeUpload" => "completeMultipartUpload",
        "abortUpload" => "abortMultipartUpload",
        _ => method,
    };
}
