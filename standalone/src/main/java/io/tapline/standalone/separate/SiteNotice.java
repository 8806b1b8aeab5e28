package io.tapline.standalone.separate;

import io.tapline.standalone.serve.ServeOptions;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;

/** What is said once all four answer. */
final class SiteNotice {
  private SiteNotice() {}

  static void print(ServeOptions options, Path data) {
    System.out.printf("Tapline is ready, as four services.%n");
    for (Program program : Program.values()) {
      System.out.printf(
          "  %-10s gRPC %s, health http://%s/q/health%n",
          program.title(), program.at(options.grpc()).text(), program.at(options.http()).text());
    }
    System.out.printf(
        """
          console    http://%s/
          data       %s
          memory     %s; %d MB more for the three beside the log
        Next, in another terminal:
          export TAPLINE_SERVER=%s
          ./tapline import FILE.pcap
          ./tapline search
        Ctrl-C stops them.
        """,
        Program.REPORT.at(options.http()).text(),
        data,
        options.memory().text(),
        Arrays.stream(Program.values()).mapToInt(each -> each.heapMib + each.buffersMib).sum(),
        servers(options));
  }

  /** As the command's option {@code --server} takes it. */
  static String servers(ServeOptions options) {
    return Arrays.stream(Program.values())
        .map(each -> each.title() + "=" + each.at(options.grpc()).text())
        .collect(Collectors.joining(","));
  }
}
