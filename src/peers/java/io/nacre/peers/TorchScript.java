package io.nacre.peers;

import io.nacre.tensor.Tensor;
import java.util.Map;

/**
 * A network as TorchScript.
 *
 * @param source a module {@code Network} in the form that {@code torch.jit.save} writes
 * @param weights its attributes, float32
 */
record TorchScript(String source, Map<String, Tensor> weights) {}
