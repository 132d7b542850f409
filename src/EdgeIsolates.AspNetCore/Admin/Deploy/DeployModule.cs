namespace EdgeIsolates.AspNetCore;

/// <summary>A file in a deploy's JSON body: its text in <c>content</c>, or any bytes in <c>base64</c>.</summary>
internal sealed class DeployModule
{
    public required string Name { get; set; }

    public EdgeModuleKind? Kind { get; set; }

    public string? Content { get; set; }

    public byte[]? Base64 { get; set; }

    public EdgeModule ToModule() => Base64 is { } bytes
        ? new EdgeModule(Name, Kind ?? EdgeModuleKind.JavaScript, bytes)
        : EdgeModule.JavaScript(Name, Content ?? "") with { Kind = Kind ?? EdgeModuleKind.JavaScript };
}
