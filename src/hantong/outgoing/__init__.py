"""What others hear of us: partners' systems by webhooks, and people's devices by web push."""
