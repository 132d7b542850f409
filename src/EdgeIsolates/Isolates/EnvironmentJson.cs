using System.Buffers;
using System.Text;
using System.Text.Json;

namespace EdgeIsolates.Isolates;

/// <summary>A function's <c>env</c> as the script side takes it.</summary>
internal static class EnvironmentJson
{
    public static string Of(FunctionConfig config)
    {
        if (config.EnvVars.Count == 0)
        {
            return "{}";
        }

        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            foreach ((string name, string value) in config.EnvVars)
            {
                writer.WriteString(name, value);
            }

            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
