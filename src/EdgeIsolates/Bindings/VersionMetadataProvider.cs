using System.Text.Json;

namespace EdgeIsolates.Bindings;

/// <summary>Which version runs: <c>{ "type": "version_metadata" }</c> gives <c>{ id, tag, timestamp }</c>, as on Workers.</summary>
internal sealed class VersionMetadataProvider : IBindingProvider
{
    public string Type => "version_metadata";

    public IReadOnlyCollection<string> SettingNames => ["tag"];

    public IEnumerable<string> Check(string name, FunctionBinding binding) => [];

    public IBinding Open(BindingContext context) => new ValueBinding(JsonSerializer.SerializeToElement(new Dictionary<string, string>
    {
        ["id"] = context.FunctionVersion,
        ["tag"] = context.Binding.GetText("tag") ?? "",
        ["timestamp"] = context.DeployedAt.ToString("O"),
    }));
}
