"""The company room (社内の部屋): what a company's own people agree on before it speaks."""
