// expect: exception
// why: line breaks in name and message must not become headers or log lines
export default { fetch() { const error = new Error('one\r\nx-injected: 1\r\n\r\n<script>'); error.name = 'Bad\r\nSet-Cookie: a=b'; throw error; } };
