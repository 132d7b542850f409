using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace EdgeIsolates.AspNetCore.Tests.Docs;

/// <summary>Writes docs/configuration.md from the documentation comments of the options.</summary>
internal static partial class ConfigurationReference
{
    private static readonly (Type Type, string Where)[] Options =
    [
        (typeof(EdgeIsolatesOptions), "`AddEdgeIsolates(options => …)`"),
        (typeof(PoolOptions), "`options.Pool`"),
        (typeof(IsolateLimits), "`options.Limits`, by `with`: the host's policy"),
        (typeof(TrafficOptions), "`options.Traffic`"),
        (typeof(MetricsOptions), "`options.Metrics`"),
        (typeof(QueueOptions), "`options.Queues`"),
        (typeof(KeyValueOptions), "`options.KeyValue`"),
        (typeof(CacheOptions), "`options.Cache`"),
        (typeof(DurableObjectOptions), "`options.DurableObjects`"),
        (typeof(EgressOptions), "`options.Egress`"),
        (typeof(EdgeIsolatesHttpOptions), "`.ConfigureHttp(http => …)`"),
        (typeof(EdgeIsolatesAdminOptions), "`.ConfigureAdmin(admin => …)`"),
        (typeof(EdgeRegionOptions), "`.AddRegions(regions => …)`"),
        (typeof(FunctionConfig), "the `config` of a deploy"),
        (typeof(QueueConsumer), "an entry of `queues.consumers` in that"),
        (typeof(CronTrigger), "an entry of `crons` in that, when it is an object"),
        (typeof(DurableObjectMigration), "an entry of `migrations` in that"),
    ];

    public static string Write()
    {
        StringBuilder page = new("""
            # Configuration

            Written from the options' own documentation by a test (`ConfigurationReferenceTests`): change it there. Options are checked when the host starts, all faults together; what a
            deploy asks for is checked when it is deployed. The stores' options are in [stores.md](stores.md).

            """);
        foreach ((Type type, string where) in Options)
        {
            WriteType(page, type, where);
        }

        return page.ToString();
    }

    private static void WriteType(StringBuilder page, Type type, string where)
    {
        Dictionary<string, XElement> docs = DocsOf(type.Assembly);
        page.Append($"\n## {type.Name}\n\n{where}. {Text(docs[$"T:{type.FullName}"].Element("summary"))}\n\n| option | meaning |\n| --- | --- |\n");
        foreach (PropertyInfo property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly))
        {
            if (docs.TryGetValue($"P:{type.FullName}.{property.Name}", out XElement? doc))
            {
                page.Append($"| `{property.Name}` | {Text(doc.Element("summary"))} {Text(doc.Element("value"))}".TrimEnd()).Append(" |\n");
            }
        }
    }

    private static Dictionary<string, XElement> DocsOf(Assembly assembly) =>
        XDocument.Load(Path.ChangeExtension(assembly.Location, ".xml")).Descendants("member").ToDictionary(member => member.Attribute("name")!.Value);

    private static string Text(XElement? element) => element is null ? "" : Spaces().Replace(string.Concat(element.Nodes().Select(Inline)), " ").Trim();

    private static string Inline(XNode node) => node switch
    {
        XText text => text.Value.Replace("|", "\\|", StringComparison.Ordinal),
        XElement { Name.LocalName: "c" } code => $"`{code.Value}`",
        XElement { Name.LocalName: "see" } see when see.Attribute("langword") is { } word => $"`{word.Value}`",
        XElement { Name.LocalName: "see" } see => $"`{Short(see.Attribute("cref")!.Value)}`",
        XElement other => Text(other),
        _ => "",
    };

    /// <summary><c>P:EdgeIsolates.IsolateLimits.MemoryBytes</c> as <c>IsolateLimits.MemoryBytes</c>.</summary>
    private static string Short(string reference)
    {
        string name = reference[2..].Split('(')[0];
        string[] parts = name.Split('.');
        return string.Join('.', parts[^(reference[0] == 'T' ? 1 : 2)..]);
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
