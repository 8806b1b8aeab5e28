package io.tapline.standalone.demo;

import io.grpc.Channel;
import io.grpc.StatusRuntimeException;
import io.tapline.capture.v1.ImportSummary;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;

/** The demo, told from beginning to end. */
public final class Demo {
  private static final String SAMPLE = "/demo/demo.pcapng";
  private static final String HTTPS = "https://";

  private final Channel channel;
  private final PrintStream out;
  private final String console;
  private final String grpc;

  public Demo(Channel channel, PrintStream out, String console, String grpc) {
    this.channel = channel;
    this.out = out;
    this.console = console;
    this.grpc = grpc;
  }

  /** Plays it; whatever fails is said in one sentence. */
  public void play() {
    try (InputStream sample = Demo.class.getResourceAsStream(SAMPLE)) {
      if (sample == null) {
        out.println(
            "This build has no bundled sample, so there is nothing to show; import a capture of your own.");
        return;
      }
      play(sample);
    } catch (StatusRuntimeException e) {
      out.println(
          "The demo stopped: "
              + e.getStatus().getDescription()
              + " ("
              + e.getStatus().getCode()
              + ")");
    } catch (IOException e) {
      out.println("The demo stopped: the bundled sample cannot be read (" + e.getMessage() + ")");
    }
  }

  private void play(InputStream sample) throws IOException {
    out.println();
    out.println("Importing the bundled sample ...");
    ImportSummary summary = new SampleImport(channel).run(sample);
    DemoReport report = new DemoReport(channel, out, summary);
    report.printImport();
    report.printServices();
    report.printTalkers();
    report.printAlert();
    printNext();
  }

  private void printNext() {
    boolean tls = grpc.startsWith(HTTPS);
    String address = tls ? grpc.substring(HTTPS.length()) : grpc;
    out.printf(
        """

        Ask for the same, in another terminal:
          ./tapline report top-talkers%1$s
          grpcurl %4$s -d '{"limit": 5}' %2$s tapline.report.v1.ReportService/GetTopTalkers
        Look at it: %3$s
        Your own traffic:
          a capture file      ./tapline import FILE.pcap%1$s
          a live interface    sudo ./tapline up, and then ./tapline capture add IFACE%1$s
        Ctrl-C stops it.
        """,
        !tls && grpc.endsWith(":9000") ? "" : " --server " + grpc,
        address,
        console,
        tls ? "-cacert ca.pem" : "-plaintext");
    out.flush();
  }
}
