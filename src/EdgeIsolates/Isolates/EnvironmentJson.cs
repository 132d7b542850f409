using System.Buffers;
using System.Text;
using System.Text.Json;

namespace EdgeIsolates.Isolates;

/// <summary>A function's <c>env</c> as the script side takes it.</summary>
internal static class EnvironmentJson
{
    public static string Of(EdgeFunction function)
    {
        IReadOnlyDictionary<string, string> variables = function.Config.EnvVars;
        if (variables.Count + function.Secrets.Count == 0)
        {
            return "{}";
        }

        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            foreach ((string name, string value) in variables)
            {
                // A secret takes the place of a variable of the same name.
                if (!function.Secrets.ContainsKey(name))
                {
                    writer.WriteString(name, value);
                }
            }

            foreach ((string name, string value) in function.Secrets)
            {
                writer.WriteString(name, value);
            }

            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
