using System.Text;

namespace EdgeIsolates.Bindings;

/// <summary>The host's own services as TypeScript declarations, for those who write functions.</summary>
internal sealed class HostServiceTypes(IEnumerable<HostBinding> bindings)
{
    public string ToTypeScript()
    {
        var text = new StringBuilder("// The services of this host. In env: { INVENTORY: HostServices['inventory'] }\n");
        HostBinding[] known = [.. bindings.Where(static binding => binding.Contract is not null).OrderBy(static binding => binding.Name, StringComparer.Ordinal)];
        foreach (string declaration in known.Select(static binding => binding.Contract!.TypeScript).Distinct(StringComparer.Ordinal))
        {
            text.Append('\n').Append(declaration);
        }

        text.Append("\nexport interface HostServices {\n");
        foreach (HostBinding binding in known)
        {
            text.Append("  '").Append(binding.Name).Append("': ").Append(binding.Contract!.TypeName).Append(";\n");
        }

        return text.Append("}\n").ToString();
    }
}
