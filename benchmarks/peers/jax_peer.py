"""JAX: the networks of ../networks.md as pure functions, one jitted function for the whole step, batches gathered inside it."""

import math
import os

import conversation


def introduce(options):
    if options["threads"] == 1:
        # XLA asks the machine how many cores there are; this is how it hears “one”.
        os.sched_setaffinity(0, {sorted(os.sched_getaffinity(0))[options.get("place", 0)]})
        os.environ["XLA_FLAGS"] = "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1"
    os.environ["JAX_PLATFORMS"] = "cpu"
    import jax
    from jax import numpy

    images, labels = conversation.load(options["data"])
    data = numpy.asarray(images)[..., None], numpy.asarray(labels.astype("int32"))
    introduction = {"name": "JAX", "version": jax.__version__, "modes": ["jit"]}
    return introduction, lambda network, batch, mode: training(network, batch, data)


CONVOLUTIONS = {
    "cnn4": [(1, 8, 5, 2), (8, 16, 3, 2), (16, 32, 3, 2), (32, 64, 3, 2)],
    "wide": [(1, 32, 3, 1), (32, 32, 3, 2), (32, 64, 3, 1), (64, 64, 3, 2)],
}


def parameters(network):
    import numpy

    random = numpy.random.default_rng(1)

    def normal(*shape, fan_in):
        return random.normal(0, math.sqrt(2 / fan_in), shape).astype("float32")

    def linear(name, inputs, outputs):
        return {f"{name}.weight": normal(inputs, outputs, fan_in=inputs), f"{name}.bias": numpy.zeros(outputs, "float32")}

    learned, running = {}, {}
    if network in CONVOLUTIONS:
        for place, (inputs, outputs, kernel, _) in enumerate(CONVOLUTIONS[network]):
            learned[f"{place}.weight"] = normal(kernel, kernel, inputs, outputs, fan_in=kernel * kernel * inputs)
            learned[f"{place}.scale"] = numpy.ones(outputs, "float32")
            learned[f"{place}.shift"] = numpy.zeros(outputs, "float32")
            running[f"{place}.mean"] = numpy.zeros(outputs, "float32")
            running[f"{place}.variance"] = numpy.ones(outputs, "float32")
        learned |= linear("embedding", 256 if network == "cnn4" else 64 * 49, 64)
        learned["head"] = normal(64, 10, fan_in=64)
    elif network == "lenet":
        learned["0.weight"] = normal(5, 5, 1, 20, fan_in=25)
        learned["1.weight"] = normal(5, 5, 20, 50, fan_in=500)
        learned |= {"0.bias": numpy.zeros(20, "float32"), "1.bias": numpy.zeros(50, "float32")}
        learned |= linear("linear", 800, 500) | linear("embedding", 500, 64) | linear("head", 64, 10)
    else:
        learned |= linear("linear", 784, 512) | linear("embedding", 512, 256) | linear("head", 256, 10)
    return learned, running


def loss_function(network):
    import jax
    from jax import lax, numpy

    def convolve(x, weight, stride, padding):
        sides = [(padding, padding)] * 2
        return lax.conv_general_dilated(x, weight, (stride, stride), sides, dimension_numbers=("NHWC", "HWIO", "NHWC"))

    def linear(p, name, x):
        return x @ p[f"{name}.weight"] + p[f"{name}.bias"]

    def pooled(x):
        return lax.reduce_window(x, -numpy.inf, lax.max, (1, 2, 2, 1), (1, 2, 2, 1), "VALID")

    def cross_entropy(logits, labels):
        return -jax.nn.log_softmax(logits)[numpy.arange(len(labels)), labels].mean()

    def margin(p, running, x, labels, key):
        moved = {}
        for place, (_, _, kernel, stride) in enumerate(CONVOLUTIONS[network]):
            x = convolve(x, p[f"{place}.weight"], stride, kernel // 2)
            mean, variance = x.mean((0, 1, 2)), x.var((0, 1, 2))
            moved[f"{place}.mean"] = 0.9 * running[f"{place}.mean"] + 0.1 * mean
            moved[f"{place}.variance"] = 0.9 * running[f"{place}.variance"] + 0.1 * variance
            x = jax.nn.relu((x - mean) * lax.rsqrt(variance + 1e-5) * p[f"{place}.scale"] + p[f"{place}.shift"])
        feature = linear(p, "embedding", x.reshape(x.shape[0], -1))
        unit = feature / numpy.linalg.norm(feature, axis=1, keepdims=True)
        cosines = unit @ (p["head"] / numpy.linalg.norm(p["head"], axis=0, keepdims=True))
        cosines = numpy.clip(cosines, -1 + 1e-6, 1 - 1e-6)
        true = jax.nn.one_hot(labels, 10)
        angle = numpy.arccos((cosines * true).sum(1)) + 0.5
        target = numpy.cos(numpy.minimum(angle, math.pi))[:, None]
        return cross_entropy(30 * (cosines * (1 - true) + target * true), labels), moved

    def lenet(p, running, x, labels, key):
        for place in range(2):
            x = pooled(jax.nn.relu(convolve(x, p[f"{place}.weight"], 1, 0) + p[f"{place}.bias"]))
        x = jax.nn.relu(linear(p, "linear", x.reshape(x.shape[0], -1)))
        x = x * jax.random.bernoulli(key, 0.5, x.shape) * 2
        return cross_entropy(linear(p, "head", linear(p, "embedding", x)), labels), running

    def mlp(p, running, x, labels, key):
        x = jax.nn.relu(linear(p, "linear", x.reshape(x.shape[0], -1)))
        return cross_entropy(linear(p, "head", linear(p, "embedding", x)), labels), running

    return {"lenet": lenet, "mlp": mlp}.get(network, margin)


def training(network, batch, data):
    import jax
    import numpy as host
    from jax import numpy

    images, labels = data
    loss_of = loss_function(network)

    @jax.jit
    def step(learned, running, first, second, time, key, rate, chosen):
        key, draw = jax.random.split(key)
        (loss, running), gradient = jax.value_and_grad(loss_of, has_aux=True)(
            learned, running, images[chosen], labels[chosen], draw
        )
        time = time + 1
        first = jax.tree.map(lambda m, g: 0.9 * m + 0.1 * g, first, gradient)
        second = jax.tree.map(lambda v, g: 0.999 * v + 0.001 * g * g, second, gradient)

        def update(p, m, v):
            change = (m / (1 - 0.9**time)) / (numpy.sqrt(v / (1 - 0.999**time)) + 1e-8)
            return p * (1 - rate * 0.01) - rate * change

        return jax.tree.map(update, learned, first, second), running, first, second, time, key, loss

    learned, running = parameters(network)
    zeros = jax.tree.map(numpy.zeros_like, learned)
    state = (learned, running, zeros, zeros, numpy.float32(0), jax.random.key(1))
    random = host.random.default_rng(1)
    steps_per_epoch = len(labels) // batch
    place, order = steps_per_epoch, None

    def steps(count):
        nonlocal place, order, state
        for _ in range(count):
            if place == steps_per_epoch:
                place, order = 0, random.permutation(len(labels))
            chosen = order[place * batch : (place + 1) * batch]
            place += 1
            # The start of a one-cycle schedule; the rate is an input, so that it can change without compiling again.
            *state, loss = step(*state, host.float32(0.0004), chosen)
        return float(loss)

    return steps


if __name__ == "__main__":
    conversation.speak(introduce)
