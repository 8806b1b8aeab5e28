package io.tapline.cli.certs;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;

/** A certificate and the key of it. */
record Entry(X509Certificate certificate, PrivateKey key) {}
