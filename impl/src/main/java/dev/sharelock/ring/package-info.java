/**
 * The single-producer single-consumer ring: bytes by {@link dev.sharelock.ring.ByteRing}, frames on
 * top of it by {@link dev.sharelock.ring.FrameProducer} and {@link
 * dev.sharelock.ring.FrameConsumer}.
 */
package dev.sharelock.ring;
