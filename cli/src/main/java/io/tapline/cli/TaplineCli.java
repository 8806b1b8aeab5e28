package io.tapline.cli;

import io.grpc.StatusRuntimeException;
import io.tapline.cli.aggregate.SeriesCommand;
import io.tapline.cli.aggregate.TopCommand;
import io.tapline.cli.capture.CaptureCommand;
import io.tapline.cli.catalog.CatalogCommand;
import io.tapline.cli.certs.CertsCommand;
import io.tapline.cli.connect.ServerError;
import io.tapline.cli.connect.ServerOption;
import io.tapline.cli.detect.DetectCommand;
import io.tapline.cli.doctor.DoctorCommand;
import io.tapline.cli.events.EventsCommand;
import io.tapline.cli.firewall.FirewallCommand;
import io.tapline.cli.flow.FlowCommand;
import io.tapline.cli.importing.ImportCommand;
import io.tapline.cli.importing.ImportsCommand;
import io.tapline.cli.output.BrokenPipeException;
import io.tapline.cli.packets.PacketsCommand;
import io.tapline.cli.pcap.PcapCommand;
import io.tapline.cli.reports.ReportCommand;
import io.tapline.cli.reports.ServicesCommand;
import io.tapline.cli.scope.FilterOptions;
import io.tapline.cli.search.FieldsCommand;
import io.tapline.cli.search.SearchCommand;
import io.tapline.cli.train.TrainCommand;
import java.io.PrintWriter;
import java.util.stream.Stream;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;

/** The top of the command tree. */
@Command(
    name = "tapline",
    mixinStandardHelpOptions = true,
    versionProvider = VersionProvider.class,
    sortOptions = false,
    description =
        "Captures what crosses a network, logs every connection, reports on it, raises events.",
    subcommands = {
      ImportCommand.class,
      ImportsCommand.class,
      SearchCommand.class,
      FieldsCommand.class,
      ServicesCommand.class,
      CatalogCommand.class,
      ReportCommand.class,
      TopCommand.class,
      SeriesCommand.class,
      EventsCommand.class,
      DetectCommand.class,
      CaptureCommand.class,
      PacketsCommand.class,
      FlowCommand.class,
      FirewallCommand.class,
      PcapCommand.class,
      CertsCommand.class,
      DoctorCommand.class,
      AutoComplete.GenerateCompletion.class,
      HelpCommand.class
    },
    footerHeading = "%nFirst steps:%n",
    footer = {
      "  tapline up --demo                     start everything and show it on a sample",
      "  tapline up                            start everything (tapline up --help says more)",
      "  tapline token create NAME --role ROLE give somebody access (tapline token --help)",
      "  tapline import trace.pcapng           put a capture file into the log",
      "  tapline search --host 10.0.0.5        find its connections",
      "  tapline report service-summary        what was used, and how much",
      "",
      "Exit codes: 0 done, 1 nothing found, 2 usage, 3 the server said no, 4 server unreachable.",
      "Environment: TAPLINE_SERVER (as --server), TAPLINE_TOKEN_FILE (as --token-file), TAPLINE_TOKEN,",
      "  TAPLINE_TLS_CA, TAPLINE_TLS_CERT, TAPLINE_TLS_KEY (as --tls-ca and so on), TAPLINE_MEMORY (of up),",
      "  NO_COLOR, TAPLINE_JAVA_OPTIONS.",
      "Completion: source <(tapline generate-completion)"
    })
public final class TaplineCli {
  private TaplineCli() {}

  /** The whole tree, ready to run. */
  public static CommandLine commandLine() {
    CommandLine line = new CommandLine(new TaplineCli());
    line.addSubcommand(new TrainCommand(TaplineCli::commandLine));
    line.setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.AUTO));
    line.setUsageHelpWidth(110);
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setExecutionStrategy(TaplineCli::runAndClose);
    line.setExecutionExceptionHandler((failure, command, parsed) -> report(failure, command));
    line.setParameterExceptionHandler(TaplineCli::reportUsage);
    return line;
  }

  private static int runAndClose(CommandLine.ParseResult parsed) {
    try {
      return new CommandLine.RunLast().execute(parsed);
    } finally {
      parsed.asCommandLineList().stream()
          .flatMap(command -> mixins(command, ServerOption.class))
          .forEach(ServerOption::close);
    }
  }

  private static <T> Stream<T> mixins(CommandLine command, Class<T> type) {
    return mixins(command.getCommandSpec()).filter(type::isInstance).map(type::cast);
  }

  /** Those of mixins too. */
  private static Stream<Object> mixins(CommandSpec spec) {
    return spec.mixins().values().stream()
        .flatMap(mixin -> Stream.concat(Stream.of(mixin.userObject()), mixins(mixin)));
  }

  private static int report(Exception failure, CommandLine command) throws Exception {
    PrintWriter err = command.getErr();
    return switch (failure) {
      case BrokenPipeException e -> ExitCode.DONE;
      case StatusRuntimeException e -> {
        ServerError error = ServerError.of(e);
        int exitCode = error.report(err);
        mixins(command, FilterOptions.class)
            .forEach(filter -> error.point(filter.text()).forEach(err::println));
        yield exitCode;
      }
      case CliException e -> {
        err.println(e.getMessage());
        yield e.exitCode();
      }
      default -> throw failure;
    };
  }

  private static int reportUsage(CommandLine.ParameterException failure, String[] arguments) {
    CommandLine command = failure.getCommandLine();
    command.getErr().println(failure.getMessage());
    CommandLine.UnmatchedArgumentException.printSuggestions(failure, command.getErr());
    command.getErr().printf("Try '%s --help'.%n", command.getCommandSpec().qualifiedName());
    return ExitCode.USAGE;
  }
}
