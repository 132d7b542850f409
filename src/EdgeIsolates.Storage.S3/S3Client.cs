using System.Net;
using System.Xml;
using System.Xml.Linq;

namespace EdgeIsolates.Storage.S3;

/// <summary>Sends signed requests to the endpoint and says in one sentence why it does not serve.</summary>
internal sealed class S3Client : IDisposable
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(5);
    private static readonly UriCreationOptions AsItIs = new() { DangerousDisablePathAndQueryCanonicalization = true };

    private readonly S3BucketOptions _options;
    private readonly S3Signer _signer;
    private readonly TimeProvider _time;
    private readonly HttpClient _http;
    private readonly string _origin;
    private readonly string _folder;

    public S3Client(S3BucketOptions options, TimeProvider time)
    {
        _options = options;
        _time = time;
        _signer = new S3Signer(options.AccessKeyId, options.SecretAccessKey, options.Region);
        _origin = options.Address!.GetLeftPart(UriPartial.Authority);
        _folder = $"{options.Address.AbsolutePath.TrimEnd('/')}/";
        _http = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            ConnectTimeout = ConnectTimeout,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            UseCookies = false,
        })
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };
    }

    /// <summary>Sends a request; the answer's body is still to be read.</summary>
    /// <returns>The answer: one of success, or one of those that the caller expects.</returns>
    /// <exception cref="ObjectException">The endpoint refuses for a reason that the caller is told.</exception>
    /// <exception cref="StoreUnavailableException">The endpoint does not serve us now.</exception>
    public async Task<HttpResponseMessage> SendAsync(S3Request request, CancellationToken cancellationToken, params HttpStatusCode[] expected)
    {
        using HttpRequestMessage message = ToMessage(request);
        HttpResponseMessage response;
        try
        {
            response = await _http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        }
        catch (Exception error) when (error is HttpRequestException or IOException or ObjectException or InvalidOperationException)
        {
            if ((request.Content as S3BodyContent)?.Failure is { } failure)
            {
                throw failure is ObjectException told ? new ObjectException(told.Code, told.Message) : failure;
            }

            throw new StoreUnavailableException($"The S3 endpoint {_origin} cannot be reached: look whether it runs, and at the network ({error.Message})", error);
        }

        if (response.IsSuccessStatusCode || expected.Contains(response.StatusCode))
        {
            return response;
        }

        using (response)
        {
            throw await ToExceptionAsync(response, cancellationToken);
        }
    }

    /// <summary>Sends a request and reads the XML of the answer.</summary>
    public async Task<XElement> SendForXmlAsync(S3Request request, CancellationToken cancellationToken)
    {
        using HttpResponseMessage response = await SendAsync(request, cancellationToken);
        XElement xml = await ReadXmlAsync(response, cancellationToken);

        // Completing an upload can fail after the status was sent.
        return xml.Name.LocalName == "Error" ? throw ToException(response, xml) : xml;
    }

    public void Dispose() => _http.Dispose();

    private HttpRequestMessage ToMessage(S3Request request)
    {
        string path = _folder + S3Signer.ToPath(request.Key), query = S3Signer.ToQuery(request.Query);
        HttpRequestMessage message = new(request.Method, new Uri($"{_origin}{path}{(query.Length == 0 ? "" : "?")}{query}", AsItIs)) { Content = request.Content };
        SortedDictionary<string, string> signed = new(StringComparer.Ordinal)
        {
            ["host"] = _options.Address!.Authority,
            ["x-amz-content-sha256"] = request.Content is null ? S3Signer.Hash([]) : S3Signer.UnsignedPayload,
            ["x-amz-date"] = S3Signer.ToDate(_time.GetUtcNow()),
        };
        if (_options.SessionToken is { } token)
        {
            signed["x-amz-security-token"] = token;
        }

        foreach ((string name, string value) in request.Headers)
        {
            if (!message.Headers.TryAddWithoutValidation(name, value))
            {
                message.Content?.Headers.TryAddWithoutValidation(name, value);
            }
            else if (name.StartsWith("x-amz-", StringComparison.Ordinal))
            {
                signed[name] = value;
            }
        }

        foreach ((string name, string value) in signed)
        {
            if (!message.Headers.Contains(name))
            {
                message.Headers.TryAddWithoutValidation(name, value);
            }
        }

        message.Headers.TryAddWithoutValidation("authorization", _signer.Sign(request.Method.Method, path, request.Query, signed));
        return message;
    }

    private async Task<Exception> ToExceptionAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        try
        {
            return ToException(response, await ReadXmlAsync(response, cancellationToken));
        }
        catch (XmlException)
        {
            return ToException(response, new XElement("Error"));
        }
    }

    private Exception ToException(HttpResponseMessage response, XElement error)
    {
        string code = TextOf(error, "Code") ?? "";
        return code switch
        {
            "NoSuchUpload" => ObjectException.NoSuchUpload(),
            "InvalidPart" or "InvalidPartOrder" => ObjectException.InvalidPart(),
            "EntityTooSmall" => new ObjectException(10011, "Your proposed upload is smaller than the minimum allowed object size."),
            "EntityTooLarge" => ObjectException.TooLarge(),
            "MetadataTooLarge" => ObjectException.MetadataTooLarge(),
            "KeyTooLongError" => ObjectException.InvalidName(),
            "InvalidRange" => ObjectException.InvalidRange(),
            "InvalidArgument" => new ObjectException(10029, TextOf(error, "Message") ?? "An argument is not valid."),
            _ => new StoreUnavailableException($"The S3 endpoint {_origin} refuses: {(int)response.StatusCode} {code} {TextOf(error, "Message")}".TrimEnd()),
        };
    }

    private static async Task<XElement> ReadXmlAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        await using Stream body = await response.Content.ReadAsStreamAsync(cancellationToken);
        return await XElement.LoadAsync(body, LoadOptions.None, cancellationToken);
    }

    /// <summary>The text of a child, whatever its name space.</summary>
    public static string? TextOf(XElement element, string name) => element.Elements().FirstOrDefault(child => child.Name.LocalName == name)?.Value;
}
