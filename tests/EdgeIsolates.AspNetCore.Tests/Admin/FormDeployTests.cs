using System.Net;
using System.Net.Http.Headers;
using System.Text;
using EdgeIsolates.AspNetCore.Tests.TestKit;
using Microsoft.AspNetCore.Builder;
using NSubstitute;

namespace EdgeIsolates.AspNetCore.Tests.Admin;

public sealed class FormDeployTests
{
    private const string JavaScript = "application/javascript+module";

    private FunctionDeployment? _deployed;

    [Fact]
    public async Task Put_Form_DeploysEachPartAsItsContentTypeSays()
    {
        HttpStatusCode status = await PutAsync(
            ("metadata", "application/json", """
                {"main_module": "worker.js", "routes": ["/a/*"], "config": {"cpuMs": 5}, "message": "m", "trafficPercent": 20, "by": "ann", "secrets": {"K": "v"}}
                """),
            ("lib/util.js", JavaScript, "export {}"),
            ("worker.js", JavaScript, "export default {}"),
            ("worker.js.map", "application/source-map", "{}"),
            ("m.wasm", "application/wasm", "\0asm"),
            ("t.txt", "text/plain; charset=utf-8", "t"),
            ("b.bin", "application/octet-stream", "b"),
            ("j.json", "application/json", "{}"));

        Assert.Equal(HttpStatusCode.Created, status);
        Assert.Equal(["worker.js", "lib/util.js", "worker.js.map", "m.wasm", "t.txt", "b.bin", "j.json"], _deployed!.Modules.Select(module => module.Name));
        Assert.Equal(
            [
                EdgeModuleKind.JavaScript,
                EdgeModuleKind.JavaScript,
                EdgeModuleKind.SourceMap,
                EdgeModuleKind.Wasm,
                EdgeModuleKind.Text,
                EdgeModuleKind.Bytes,
                EdgeModuleKind.Json,
            ],
            _deployed.Modules.Select(module => module.Kind));
        Assert.Equal("export default {}", Encoding.UTF8.GetString(_deployed.Modules[0].Content.Span));
        Assert.Equal(("m", 20, "ann", 5, "v"), (_deployed.Message, _deployed.TrafficPercent, _deployed.DeployedBy, _deployed.Config.CpuMs, _deployed.Secrets["K"]));
        Assert.Equal(["/a/*"], _deployed.Routes);
    }

    [Fact]
    public async Task Put_FormWithoutMetadata_TakesTheFirstModuleForTheMainOne()
    {
        Assert.Equal(HttpStatusCode.Created, await PutAsync(("a.js", JavaScript, "1"), ("b.js", JavaScript, "2")));
        Assert.Equal("a.js", _deployed!.Modules[0].Name);
    }

    [Theory]
    [InlineData("metadata", "application/json", "{")]
    [InlineData("metadata", "application/json", "{\"main_module\": \"none.js\"}")]
    [InlineData("metadata", "application/json", "{\"bindings\": {}}")]
    [InlineData("metadata", "application/json", "{\"routes\": [null]}")]
    [InlineData("style.css", "text/css", "x")]
    [InlineData("", JavaScript, "x")]
    public async Task Put_UnsoundPart_Is400AndDeploysNothing(string name, string contentType, string content)
    {
        Assert.Equal(HttpStatusCode.BadRequest, await PutAsync((name, contentType, content), ("a.js", JavaScript, "1")));
        Assert.Null(_deployed);
    }

    [Theory]
    [InlineData("multipart/form-data; boundary=xyz", "no form at all")]
    [InlineData("multipart/form-data; boundary=xyz", "--xyz\r\nContent-Disposition: form-data; name=\"a.js\"\r\n\r\ncut off")]
    [InlineData("multipart/form-data", "--xyz--")]
    public async Task Put_BrokenForm_Is400AndDeploysNothing(string contentType, string body)
    {
        await using EdgeApp app = await StartAsync();
        using ByteArrayContent content = new(Encoding.UTF8.GetBytes(body));
        content.Headers.TryAddWithoutValidation("Content-Type", contentType);

        using HttpResponseMessage response = await app.Client.PutAsync("/_edge/functions/api", content);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Null(_deployed);
    }

    private async Task<HttpStatusCode> PutAsync(params (string Name, string ContentType, string Content)[] parts)
    {
        await using EdgeApp app = await StartAsync();
        using MultipartFormDataContent form = [];
        foreach ((string name, string contentType, string content) in parts)
        {
            ByteArrayContent part = new(Encoding.UTF8.GetBytes(content));
            part.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
            part.Headers.TryAddWithoutValidation("Content-Disposition", $"form-data; name=\"{name}\"; filename=\"{name}\"");
            form.Add(part);
        }

        using HttpResponseMessage response = await app.Client.PutAsync("/_edge/functions/api", form);
        return response.StatusCode;
    }

    private async Task<EdgeApp> StartAsync()
    {
        EdgeApp app = await EdgeApp.StartAsync(map: mapped => mapped.MapEdgeIsolatesAdmin());
        app.Functions.DeployAsync(Arg.Any<FunctionDeployment>(), Arg.Any<CancellationToken>()).Returns(call =>
        {
            _deployed = call.Arg<FunctionDeployment>();
            return DeployResult.Deployed(new EdgeFunction { Name = _deployed.Name, Version = "1-abc", Modules = _deployed.Modules });
        });
        return app;
    }
}
