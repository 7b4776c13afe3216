package dev.lekha.bench;

import dev.lekha.bench.drill.BrokerChild;
import dev.lekha.bench.drill.Drill;
import dev.lekha.bench.drill.PlatformChild;
import dev.lekha.bench.drill.StoreChild;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line of the benchmarks. */
@Command(
        name = "bench",
        description = "Measures, and ends with its figures as one line of JSON.",
        subcommands = {
            CommandRate.class,
            HttpRate.class,
            MqttRate.class,
            ViewLag.class,
            RebuildRate.class,
            HeapUse.class,
            HeapUse.Filled.class,
            LoadClient.class,
            LogRate.class,
            LogLarge.class,
            LogLarge.Writes.class,
            LogLarge.Reads.class,
            NodesRate.class,
            NodesServer.class,
            NodesWriter.class,
            EvidenceRate.class,
            BundleRate.class,
            DiscoveryRate.class,
            ImportRate.class,
            Drill.class,
            StoreChild.class,
            BrokerChild.class,
            PlatformChild.class,
            CommandLine.HelpCommand.class
        },
        mixinStandardHelpOptions = true)
public final class Bench {
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Bench()).execute(arguments));
    }
}
