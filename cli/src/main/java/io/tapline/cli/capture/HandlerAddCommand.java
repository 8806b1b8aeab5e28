package io.tapline.cli.capture;

import com.google.protobuf.Duration;
import io.tapline.capture.v1.AddHandlerRequest;
import io.tapline.capture.v1.CalendarRotation;
import io.tapline.capture.v1.CalendarUnit;
import io.tapline.capture.v1.FileForm;
import io.tapline.capture.v1.Handler;
import io.tapline.capture.v1.HandlerServiceGrpc;
import io.tapline.capture.v1.Transform;
import io.tapline.cli.CliException;
import io.tapline.cli.ExitCode;
import io.tapline.cli.connect.ServerOption;
import io.tapline.cli.output.Output;
import io.tapline.cli.time.WidthConverter;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tapline capture handler add}. */
@Command(
    name = "add",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Writes the frames of a source to rotating capture files from now on.")
final class HandlerAddCommand implements Runnable {
  @Parameters(paramLabel = "NAME", description = "Name of the handler.")
  String name;

  @Option(
      names = "--source",
      required = true,
      paramLabel = "NAME",
      description = "Source whose frames are written.")
  String source;

  @Option(
      names = "--file",
      paramLabel = "PATTERN",
      defaultValue = "",
      description = "File name with conversions of strftime (UTC), {name} and {source}.")
  String pattern;

  @Option(
      names = "--rotate-after",
      paramLabel = "WIDTH",
      converter = WidthConverter.class,
      description =
          "A new file after this much packet time (default: at UTC midnight; 0s = never).")
  java.time.@Nullable Duration rotateAfter;

  @Option(
      names = "--rotate-log-index",
      paramLabel = "year|month|day|hour|minute|second",
      description = "A new file when this field of the time in UTC changes.")
  @Nullable Unit rotateUnit;

  @Option(
      names = "--rotate-log-delta",
      paramLabel = "N",
      defaultValue = "1",
      description =
          "A new file when that field has grown by N, or a longer one changes (default ${DEFAULT-VALUE}).")
  int rotateDelta;

  @Option(
      names = "--log-dir",
      paramLabel = "DIR",
      defaultValue = "",
      description = "Directory of its own below the sensor's, with conversions as --file.")
  String logDirectory;

  @Option(
      names = "--path",
      paramLabel = "DIR",
      defaultValue = "",
      description = "A further directory below that one.")
  String path;

  @Option(
      names = "--file-form",
      paramLabel = "frames|ait",
      defaultValue = "frames",
      description =
          "Whole frames, or as AIT writes: link type 147, bare payloads, microseconds (default ${DEFAULT-VALUE}).")
  Form form;

  @Option(
      names = "--transform",
      paramLabel = "'NAME [PARAMETER=VALUE]'",
      description = {
        "Done to each frame before it is written; may be given several times:",
        "'truncate bytes=96', 'bpf filter=tcp port 443', 'sample one_in=10', strip-payload,",
        "de-tunnel (the innermost packet of GRE, VXLAN, GTP-U, ...), 'anonymize key=HEX'",
        "(Crypto-PAn, 64 digits), identity."
      })
  List<String> transforms = List.of();

  @Option(
      names = "--rotate-size",
      paramLabel = "BYTES",
      defaultValue = "0",
      description = "A new file before it would be larger (default: never).")
  long rotateSize;

  @Option(
      names = "--keep",
      paramLabel = "N",
      defaultValue = "0",
      description = "Files kept; the oldest go first (default: all).")
  int keep;

  /** Words of CalendarUnit. */
  enum Unit {
    YEAR,
    MONTH,
    DAY,
    HOUR,
    MINUTE,
    SECOND
  }

  /** Words of FileForm. */
  enum Form {
    FRAMES,
    AIT
  }

  @Mixin FileOptions files;
  @Mixin Output output;
  @Mixin ServerOption server;

  @Override
  public void run() {
    Handler.Builder handler =
        Handler.newBuilder()
            .setName(name)
            .setSource(source)
            .setFileNamePattern(pattern)
            .setLogDir(logDirectory)
            .setPath(path)
            .setFileForm(FileForm.valueOf("FILE_FORM_" + form.name()))
            .setRotateSizeBytes(rotateSize)
            .setKeepFiles(keep);
    if (rotateAfter != null) {
      handler.setRotateAfter(Duration.newBuilder().setSeconds(rotateAfter.toSeconds()));
    }
    if (rotateUnit != null) {
      handler.setCalendarRotation(
          CalendarRotation.newBuilder()
              .setUnit(CalendarUnit.valueOf("CALENDAR_UNIT_" + rotateUnit.name()))
              .setDelta(rotateDelta));
    }
    files.set(handler);
    transforms.forEach(text -> handler.addPreWriteTransforms(transform(text)));
    Handler made =
        HandlerServiceGrpc.newBlockingStub(server.connect())
            .addHandler(AddHandlerRequest.newBuilder().setHandler(handler).build());
    output.remark("Handler " + made.getName() + " writes " + made.getStatistics().getCurrentFile());
  }

  private static Transform transform(String text) {
    return TransformText.parse(text)
        .orElseThrow(
            () ->
                new CliException(
                    ExitCode.USAGE,
                    "'" + text + "' is not a transform: use 'NAME PARAMETER=VALUE'."));
  }
}
