package io.tapline.standalone.handover;

import io.tapline.capture.batch.Encoding;
import io.tapline.capture.deliver.DeliveryCall;
import io.tapline.capture.deliver.IngestLink;
import io.tapline.flowlog.ingest.SourceWorkers;
import jakarta.inject.Singleton;

/** The way to the connection log of this process. */
@Singleton
public class LocalIngestLink implements IngestLink {
  private final SourceWorkers workers;

  public LocalIngestLink(SourceWorkers workers) {
    this.workers = workers;
  }

  @Override
  public DeliveryCall open(String sensor, String source, Encoding encoding) {
    LocalDeliveryCall call = new LocalDeliveryCall();
    call.open(workers, sensor, source, encoding);
    return call;
  }
}
