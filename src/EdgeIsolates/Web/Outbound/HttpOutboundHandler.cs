using System.IO.Pipelines;
using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using EdgeIsolates.Web.WebSockets;

namespace EdgeIsolates.Web.Outbound;

// Requests of functions on the network.
//
// The egress rules are asked twice: the host's name before a request, and each address when a connection is made to it. Names are resolved here, and the
// connection goes to the very address that was looked at, so that a name which resolves to something else the next moment gains nothing. There is no way
// around: no proxy, no redirects that are followed in here.
internal sealed class HttpOutboundHandler : IOutboundHandler, IDisposable
{
    private static readonly StreamPipeReaderOptions ReaderOptions = new(bufferSize: 16 * 1024, useZeroByteReads: true);

    private readonly EgressRules _rules;
    private readonly ResolveHost _resolve;
    private readonly HttpMessageInvoker _invoker;

    public HttpOutboundHandler(EgressOptions options, ResolveHost resolve)
    {
        _rules = new EgressRules(options);
        _resolve = resolve;
        SocketsHttpHandler handler = NewHandler();
        options.ConfigureHandler?.Invoke(handler);
        handler.ConnectCallback = ConnectAsync;
        _invoker = new HttpMessageInvoker(handler);
    }

    public async Task<EdgeResponse> SendAsync(OutboundRequest request, CancellationToken cancellationToken)
    {
        try
        {
            _rules.CheckUrl(request.Url);
            if (request.IsWebSocket)
            {
                return await OutboundSocket.ConnectAsync(request, _invoker, cancellationToken);
            }

            HttpResponseMessage response = await _invoker.SendAsync(ToMessage(request), cancellationToken);
            return await ToResponseAsync(request, response);
        }
        catch (HttpRequestException failure)
        {
            throw new HttpRequestException(Explain(request.Url, failure), failure);
        }
        catch (WebSocketException failure)
        {
            throw new HttpRequestException(failure.InnerException is HttpRequestException inner ? Explain(request.Url, inner) : failure.Message, failure);
        }
        catch (Exception failure) when (failure is IOException or InvalidOperationException or NotSupportedException or ArgumentException)
        {
            throw new HttpRequestException(failure.Message, failure);
        }
    }

    public void Dispose() => _invoker.Dispose();

    private static SocketsHttpHandler NewHandler() => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        AutomaticDecompression = DecompressionMethods.GZip | DecompressionMethods.Deflate | DecompressionMethods.Brotli,
        ConnectTimeout = TimeSpan.FromSeconds(15),
        PooledConnectionLifetime = TimeSpan.FromMinutes(2),
        RequestHeaderEncodingSelector = static (_, _) => Encoding.Latin1,
        ResponseHeaderEncodingSelector = static (_, _) => Encoding.Latin1,
    };

    private static HttpRequestMessage ToMessage(OutboundRequest request)
    {
        var message = new HttpRequestMessage(new HttpMethod(request.Method), request.Url)
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
            Content = request switch
            {
                { BodyReader: { } reader } => new OutboundContent(reader, request.BodyLength),
                { HasBody: true } => new ReadOnlyMemoryContent(request.Body),
                _ => null,
            },
        };
        foreach ((string name, string value) in request.Headers)
        {
            if (!message.Headers.TryAddWithoutValidation(name, value))
            {
                message.Content ??= new ReadOnlyMemoryContent(default);
                message.Content.Headers.TryAddWithoutValidation(name, value);
            }
        }

        return message;
    }

    private static async Task<EdgeResponse> ToResponseAsync(OutboundRequest request, HttpResponseMessage response)
    {
        bool hasBody = response.Content.Headers.ContentLength != 0 && request.Method != "HEAD";
        if (!hasBody)
        {
            response.Dispose();
        }

        return new EdgeResponse
        {
            Status = (int)response.StatusCode,
            StatusText = response.ReasonPhrase ?? "",
            Headers = [.. response.Headers.NonValidated.Concat(response.Content.Headers.NonValidated)
                .SelectMany(static header => header.Value, static (header, value) => KeyValuePair.Create(header.Key, value))],
            BodyReader = hasBody ? PipeReader.Create(await response.Content.ReadAsStreamAsync(), ReaderOptions) : null,
            BodyLength = hasBody ? response.Content.Headers.ContentLength : null,
        };
    }

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        DnsEndPoint target = context.DnsEndPoint;
        IPAddress[] addresses = await _resolve(target.Host, cancellationToken);
        List<IPAddress> allowed = _rules.Allowed(target.Host, addresses);
        SocketException? failure = null;
        foreach (IPAddress address in allowed)
        {
            var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await socket.ConnectAsync(new IPEndPoint(address, target.Port), cancellationToken);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch (SocketException exception)
            {
                socket.Dispose();
                failure = exception;
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        }

        throw failure ?? new SocketException((int)SocketError.HostNotFound);
    }

    private static string Explain(Uri url, HttpRequestException failure)
    {
        for (Exception? inner = failure; inner is not null; inner = inner.InnerException)
        {
            if (inner is EgressException)
            {
                return inner.Message;
            }

            if (inner is SocketException socket)
            {
                return $"no connection to {url.Authority}: {socket.Message}";
            }
        }

        return failure.Message;
    }
}
