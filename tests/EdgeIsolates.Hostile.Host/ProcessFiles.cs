using System.Globalization;

namespace EdgeIsolates.Hostile.Host;

/// <summary>What Linux says about this process.</summary>
internal static class ProcessFiles
{
    public static long ResidentBytes()
    {
        string pages = File.ReadAllText("/proc/self/statm").Split(' ')[1];
        return long.Parse(pages, CultureInfo.InvariantCulture) * Environment.SystemPageSize;
    }

    public static string[] ThreadIds() => [.. Directory.EnumerateDirectories("/proc/self/task").Select(path => Path.GetFileName(path)!)];

    /// <summary>CPU time of a thread in clock ticks (10 ms); 0 when it is gone.</summary>
    public static long CpuTicks(string threadId)
    {
        try
        {
            string stat = File.ReadAllText($"/proc/self/task/{threadId}/stat");
            string[] fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return 0;
        }
    }
}
