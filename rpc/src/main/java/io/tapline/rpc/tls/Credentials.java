package io.tapline.rpc.tls;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/**
 * What a process shows when it speaks TLS, and whom it trusts.
 *
 * @param clientsCertified whether callers have to show a certificate, too
 */
public record Credentials(LiveKey key, LiveTrust trust, boolean clientsCertified) {
  private static final Map<TlsFiles, Credentials> OF_PROCESS = new HashMap<>();

  /**
   * Those of some files, the same for all services of a process, so that they agree on which
   * certificate is their own while it changes.
   *
   * @throws IOException when they cannot be used, in a sentence
   */
  public static Credentials ofProcess(TlsFiles files) throws IOException {
    synchronized (OF_PROCESS) {
      Credentials known = OF_PROCESS.get(files);
      if (known == null) {
        known = read(files, InstantSource.system());
        OF_PROCESS.put(files, known);
      }
      return known;
    }
  }

  /** Reads the files, and again when the clock says so. */
  static Credentials read(TlsFiles files, InstantSource clock) throws IOException {
    try {
      LiveKey key = new LiveKey(files, clock);
      LiveTrust trust = new LiveTrust(key, files.clientCa(), clock);
      return new Credentials(key, trust, files.clientCa() != null);
    } catch (FileSystemException e) {
      throw new IOException("a file cannot be read: " + e, e);
    }
  }
}
