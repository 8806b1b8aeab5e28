package io.tapline.capture.importing;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;

/** Makes imports of files that are known to be new, and finds the imports of those that are not. */
final class ImportDesk implements Reception.Desk {
  private final ImportStore store;
  private final ImportRegistry registry;
  private final Admission admission;
  private final ImportWork work;
  private final Clock clock;

  ImportDesk(
      ImportStore store,
      ImportRegistry registry,
      Admission admission,
      ImportWork work,
      Clock clock) {
    this.store = store;
    this.registry = registry;
    this.admission = admission;
    this.work = work;
    this.clock = clock;
  }

  @Override
  public Optional<ImportJob> begin(
      ImportFormat format, Origin origin, ImportRequest request, IncomingFile incoming) {
    Content content = new Content("", 0, "", "", origin);
    Optional<ImportJob> job =
        admission.admitAtOnce(
            request,
            name -> new ImportJob(record(name, request, format, content, "")),
            new Likeness(request.reading().encoding(format.kind()), origin, () -> ""));
    job.ifPresent(fresh -> begin(fresh, () -> incoming.keepAs(origin.storedName())));
    return job;
  }

  @Override
  public Admission.Admitted admit(
      ImportFormat format, Content content, ImportRequest request, IncomingFile incoming)
      throws IOException {
    return admit(
        format,
        content,
        request,
        "",
        content::sha256,
        () -> incoming.keepAs(ImportStore.name(content.sha256(), format.name())));
  }

  /** Delivers a file where it lies, unless it is known. */
  Admission.Admitted admit(Path file, ImportRequest request) throws IOException {
    Content content = ServerFiles.content(file);
    ImportFormat format = ImportFormats.of(file, request);
    return admit(format, content, request, file.toString(), () -> ContentHash.of(file), () -> {});
  }

  @Override
  public void complete(ImportJob job, Content content) {
    Content stored = content.storedAs(job.record().origin().storedName());
    try {
      job.change(record -> record.with(stored), store::save);
    } finally {
      job.sha256().complete(content.sha256());
      job.arrival().end(content.torn());
    }
  }

  /** An import that the log refused is tried again; any other is left as it is. */
  ImportJob retried(ImportJob job) {
    ImportRecord record = job.record();
    if (record.failure().isEmpty()) {
      return job;
    }
    ImportJob fresh = new ImportJob(record.retried());
    fresh.change(same -> same, store::save);
    registry.put(record.source(), fresh);
    work.run(fresh);
    return fresh;
  }

  private Admission.Admitted admit(
      ImportFormat format,
      Content content,
      ImportRequest request,
      String serverPath,
      Likeness.Hash hash,
      Runnable keep)
      throws IOException {
    Admission.Admitted admitted =
        admission.admit(
            request,
            name -> new ImportJob(record(name, request, format, content, serverPath)),
            new Likeness(request.reading().encoding(format.kind()), content.origin(), hash));
    if (admitted.already()) {
      return new Admission.Admitted(retried(admitted.job()), true);
    }
    begin(admitted.job(), keep);
    return admitted;
  }

  /** Makes an import that was admitted durable and begins to deliver it, or takes it back. */
  private void begin(ImportJob job, Runnable keep) {
    try {
      keep.run();
      job.change(record -> record, store::save);
      work.run(job);
    } catch (RuntimeException e) {
      store.forget(job.record().source());
      registry.remove(job.record().source());
      job.abandon();
      throw e;
    }
  }

  private ImportRecord record(
      String name, ImportRequest request, ImportFormat format, Content content, String serverPath) {
    return ImportRecord.fresh(name, request, format, content, serverPath, clock.millis());
  }
}
