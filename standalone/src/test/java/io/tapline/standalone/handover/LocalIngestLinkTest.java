package io.tapline.standalone.handover;

import io.tapline.capture.contract.IngestLinkContract;
import io.tapline.capture.deliver.IngestLink;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** The way to the connection log inside the process. */
class LocalIngestLinkTest extends IngestLinkContract {
  @TempDir static Path logDirectory;
  private static RealLog log;

  @BeforeAll
  static void openLog() throws Exception {
    log = new RealLog(logDirectory);
  }

  @AfterAll
  static void closeLog() throws Exception {
    log.close();
  }

  @Override
  protected IngestLink link() {
    return new LocalIngestLink(log.workers());
  }

  @Override
  protected void hold() {
    log.hold();
  }

  @Override
  protected void goOn() {
    log.goOn();
  }
}
