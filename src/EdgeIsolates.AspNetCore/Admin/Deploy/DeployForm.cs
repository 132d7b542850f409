namespace EdgeIsolates.AspNetCore;

/// <summary>A deploy by form as the OpenAPI document tells it: beside <c>metadata</c>, each module is a part by its own name.</summary>
internal sealed class DeployForm
{
    public DeployMetadata? Metadata { get; set; }
}
