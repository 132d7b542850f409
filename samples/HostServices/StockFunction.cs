using EdgeIsolates;

namespace HostServices;

/// <summary>The sample's function, bound to the host's inventory.</summary>
public static class StockFunction
{
    public static FunctionDeployment Deployment { get; } =
        FunctionDeployment.FromCode("stock", File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "stock.js")), "/stock/*") with
        {
            Config = FunctionConfig.Default with
            {
                Bindings = new Dictionary<string, FunctionBinding> { ["INVENTORY"] = FunctionBinding.Parse("""{ "type": "host", "name": "inventory" }""") },
            },
        };
}
