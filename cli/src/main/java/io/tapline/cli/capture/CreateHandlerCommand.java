package io.tapline.cli.capture;

import com.google.protobuf.Duration;
import io.grpc.Channel;
import io.tapline.capture.v1.CalendarRotation;
import io.tapline.capture.v1.CalendarUnit;
import io.tapline.capture.v1.FileForm;
import io.tapline.capture.v1.Handler;
import io.tapline.capture.v1.Source;
import io.tapline.cli.connect.ServerOption;
import io.tapline.cli.output.Output;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tapline capture create-handler}, as AIT's {@code ait-bsc-create-handler}. */
@Command(
    name = "create-handler",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Adds a handler and the source of its address, with the arguments of ait-bsc-create-handler.",
      "A source that is there with equal settings is used; a handler that is there with equal"
          + " settings is left alone. Files have AIT's form."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  tapline capture create-handler test1 '' 8500 udp --rotate-log-index hour",
      "  tapline capture create-handler test2 eth0 0x0800 ethernet"
    })
final class CreateHandlerCommand implements Runnable {
  private static final int MAX_PORT = 65_535;

  @Spec CommandSpec command;

  @Parameters(index = "0", paramLabel = "NAME", description = "Name of the handler.")
  String name;

  @Parameters(
      index = "1",
      paramLabel = "LOC",
      description = "Address or interface; '' is loopback.")
  String location;

  @Parameters(
      index = "2",
      paramLabel = "PORT",
      converter = DecodedNumber.class,
      description = "Port, or number of the protocol on an interface.")
  int port;

  @Parameters(index = "3", paramLabel = "udp|tcp|ethernet", description = "Kind of the source.")
  ConnectionType type;

  @Option(
      names = "--rotate-log",
      arity = "1",
      paramLabel = "true|false",
      defaultValue = "true",
      description = "Whether files are rotated (default ${DEFAULT-VALUE}).")
  boolean rotate;

  @Option(
      names = "--rotate-log-index",
      paramLabel = "year|month|day|hour|minute|second",
      defaultValue = "day",
      description = "A new file when this field of the time in UTC changes (${DEFAULT-VALUE}).")
  HandlerAddCommand.Unit unit;

  @Option(
      names = "--rotate-log-delta",
      paramLabel = "N",
      defaultValue = "1",
      description = "By how much it changes (default ${DEFAULT-VALUE}).")
  int delta;

  @Option(
      names = "--file-name-pattern",
      paramLabel = "PATTERN",
      defaultValue = BscHandler.DEFAULT_PATTERN,
      description = "File name with conversions of strftime (UTC) and keys in braces.")
  String pattern;

  /** AIT's conn_type. */
  enum ConnectionType {
    UDP,
    TCP,
    ETHERNET
  }

  @Mixin Output output;
  @Mixin ServerOption server;

  @Override
  public void run() {
    BscHandler wanted = new BscHandler("create-handler", source(), handler());
    Channel channel = server.connect();
    List<BscStep> steps =
        BscPlan.steps(List.of(wanted), SensorLists.sources(channel), SensorLists.handlers(channel));
    new BscApplication(channel, output.err()).take(steps);
    for (BscStep step : steps) {
      String what = step.there() ? "is there already" : "is new";
      output.remark("The %s %s %s.".formatted(step.kind(), step.name(), what));
    }
  }

  private Source source() {
    int first = type == ConnectionType.ETHERNET ? 0 : 1;
    if (port < first || port > MAX_PORT) {
      throw new ParameterException(
          command.commandLine(), "A PORT is %d to 65535, not %d.".formatted(first, port));
    }
    return switch (type) {
      case UDP -> BscAddress.udp(location, port);
      case TCP -> BscAddress.tcp(location, port);
      case ETHERNET -> BscAddress.ethernet(location, port);
    };
  }

  private Handler handler() {
    Handler.Builder handler =
        Handler.newBuilder()
            .setName(name)
            .setFileForm(FileForm.FILE_FORM_AIT)
            .setFileNamePattern(pattern);
    if (rotate) {
      handler.setCalendarRotation(
          CalendarRotation.newBuilder()
              .setUnit(CalendarUnit.valueOf("CALENDAR_UNIT_" + unit.name()))
              .setDelta(delta));
    } else {
      handler.setRotateAfter(Duration.getDefaultInstance());
    }
    return handler.build();
  }
}
