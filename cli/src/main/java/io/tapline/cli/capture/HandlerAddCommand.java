package io.tapline.cli.capture;

import com.google.protobuf.Duration;
import io.tapline.capture.v1.AddHandlerRequest;
import io.tapline.capture.v1.Handler;
import io.tapline.capture.v1.HandlerServiceGrpc;
import io.tapline.cli.connect.ServerOption;
import io.tapline.cli.output.Output;
import io.tapline.cli.time.WidthConverter;
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
    description = "Writes the frames of a source to rotating pcap files from now on.")
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
      description = "File name with %%Y %%m %%d %%H %%M %%S %%j (UTC), {name} and {source}.")
  String pattern;

  @Option(
      names = "--rotate-after",
      paramLabel = "WIDTH",
      converter = WidthConverter.class,
      description = "A new file after this much packet time (default 1d; 0s = never).")
  java.time.@Nullable Duration rotateAfter;

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

  @Mixin Output output;
  @Mixin ServerOption server;

  @Override
  public void run() {
    Handler.Builder handler =
        Handler.newBuilder()
            .setName(name)
            .setSource(source)
            .setFileNamePattern(pattern)
            .setRotateSizeBytes(rotateSize)
            .setKeepFiles(keep);
    if (rotateAfter != null) {
      handler.setRotateAfter(Duration.newBuilder().setSeconds(rotateAfter.toSeconds()));
    }
    Handler made =
        HandlerServiceGrpc.newBlockingStub(server.connect())
            .addHandler(AddHandlerRequest.newBuilder().setHandler(handler).build());
    output.remark("Handler " + made.getName() + " writes " + made.getStatistics().getCurrentFile());
  }
}
